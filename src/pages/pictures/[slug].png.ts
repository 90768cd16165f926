import type { APIRoute, GetStaticPaths } from 'astro';
import { listChapters, type ListedChapter } from '../../site/chapters.ts';
import { drawPicture } from '../../site/picture.ts';

const root = process.cwd();

export const getStaticPaths: GetStaticPaths = () =>
  listChapters(root).map((listed) => ({ params: { slug: listed.slug }, props: { listed } }));

export const GET: APIRoute<{ listed: ListedChapter }> = async ({ props: { listed } }) =>
  new Response(new Uint8Array(await drawPicture(root, listed)), {
    headers: { 'content-type': 'image/png' },
  });

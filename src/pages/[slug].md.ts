import type { APIRoute, GetStaticPaths } from 'astro';
import { addressAt, placeOf } from '../site/address.ts';
import { listChapters, type ListedChapter } from '../site/chapters.ts';
import { plainMarkdown } from '../site/plain-markdown.ts';

const root = process.cwd();

export const getStaticPaths: GetStaticPaths = () =>
  listChapters(root).map((listed) => ({ params: { slug: listed.slug }, props: { listed } }));

export const GET: APIRoute<{ listed: ListedChapter }> = ({ props: { listed }, site }) =>
  new Response(plainMarkdown(root, listed, addressAt(placeOf(site, import.meta.env.BASE_URL), listed.path)), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });

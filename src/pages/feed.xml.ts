import type { APIRoute } from 'astro';
import { placeOf } from '../site/address.ts';
import { listChapters } from '../site/chapters.ts';
import { feedOf } from '../site/feed.ts';

export const GET: APIRoute = ({ site }) =>
  new Response(feedOf(placeOf(site, import.meta.env.BASE_URL), listChapters(process.cwd())), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  });

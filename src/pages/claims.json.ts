import type { APIRoute } from 'astro';
import { readLedger } from '../notebook/ledger.ts';

export const GET: APIRoute = () =>
  new Response(`${JSON.stringify(readLedger(process.cwd(), import.meta.env.BASE_URL), null, 2)}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });

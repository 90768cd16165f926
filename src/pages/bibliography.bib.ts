import { existsSync, readFileSync } from 'node:fs';
import type { APIRoute } from 'astro';
import { bibliographyFile } from '../apparatus/bibliography.ts';

export const GET: APIRoute = () =>
  new Response(existsSync(bibliographyFile) ? readFileSync(bibliographyFile, 'utf8') : '', {
    headers: { 'content-type': 'application/x-bibtex; charset=utf-8' },
  });

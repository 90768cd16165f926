/** What the site is, and its chapters as plain text, in the form of llmstxt.org. */
import type { APIRoute } from 'astro';
import { addressAt, placeOf } from '../site/address.ts';
import { listChapters } from '../site/chapters.ts';
import { siteTitle } from '../site/citation.ts';

export const GET: APIRoute = ({ site }) => {
  const place = placeOf(site, import.meta.env.BASE_URL);
  const rows = listChapters(process.cwd()).map(
    ({ slug, title, description }) =>
      `- [${title}](${addressAt(place, `${slug}.md`)}): ${description.replace(/\s+/g, ' ')}`,
  );
  const text = `# ${siteTitle}

> A notebook on symmetry and learning. Its chapters hold cells that train small equivariant networks in the reader's browser, from the same seed to the same bits as the published run; every claim in the prose is bound to a condition that the build checks.

## Chapters

${rows.join('\n')}

## More

- [The claims](${addressAt(place, 'claims.json')}): every claim with its condition, its published value and the seeds it was checked for
- [The bibliography](${addressAt(place, 'bibliography.bib')}): what the chapters cite, as BibTeX
- [The reference of the library](${addressAt(place, 'reference/')}): every function with its equation, source and example
`;
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};

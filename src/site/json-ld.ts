/** What a page says of itself to machines, in the words of schema.org. */

import type { Work } from '../apparatus/work.ts';
import type { Term } from '../apparatus/glossary.ts';
import { plainMarkdown } from '../apparatus/markdown.ts';
import { siteAuthors, siteTitle, type Cited } from './citation.ts';

const publisher = { '@type': 'Organization', name: siteAuthors };

/** @param works what the chapter cites */
export function articleOf(cited: Cited & { description: string }, works: readonly Work[]): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'ScholarlyArticle',
    headline: cited.title,
    name: cited.title,
    description: cited.description,
    inLanguage: 'en-GB',
    url: cited.address,
    version: cited.version,
    ...(cited.published ? { datePublished: cited.published } : {}),
    ...(cited.updated ? { dateModified: cited.updated } : {}),
    license: 'https://creativecommons.org/licenses/by/4.0/',
    author: publisher,
    isPartOf: { '@type': 'WebSite', name: siteTitle },
    citation: works.map(workOf),
  };
}

function workOf({ title, authors, year, doi, arxiv, url, container }: Work): object {
  const address = doi ? `https://doi.org/${doi}` : arxiv ? `https://arxiv.org/abs/${arxiv}` : url;
  return {
    '@type': 'CreativeWork',
    name: title,
    author: authors.map(({ given, family }) => ({
      '@type': 'Person',
      name: [given, family].filter(Boolean).join(' '),
    })),
    datePublished: String(year),
    ...(container ? { isPartOf: container } : {}),
    ...(address ? { '@id': address } : {}),
  };
}

/** @param address of the glossary; each term is an anchor in it */
export function termsOf(terms: readonly Term[], address: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'DefinedTermSet',
    name: `Glossary of ${siteTitle}`,
    url: address,
    hasDefinedTerm: terms.map(({ id, term, also, text }) => ({
      '@type': 'DefinedTerm',
      '@id': `${address}#${id}`,
      name: term,
      ...(also.length > 0 ? { alternateName: also } : {}),
      description: plainMarkdown(text),
    })),
  };
}

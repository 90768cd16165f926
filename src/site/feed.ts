/** The chapters as an Atom feed (RFC 4287). */

import { addressAt, type Place } from './address.ts';
import type { ListedChapter } from './chapters.ts';
import { siteAuthors, siteTitle } from './citation.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

type Entry = Pick<ListedChapter, 'path' | 'title' | 'description' | 'published' | 'updated'>;

/** Newest first; a chapter without a day has not been published, and is left out. */
export function feedOf(place: Place, chapters: readonly Entry[]): string {
  const entries = chapters
    .flatMap((chapter) => (chapter.published ? [{ ...chapter, published: chapter.published }] : []))
    .map((chapter) => ({ ...chapter, updated: chapter.updated ?? chapter.published }))
    .sort((a, b) => b.updated.localeCompare(a.updated));
  const at = (path: string): string => escape(addressAt(place, path));
  const rows = entries.map(({ path, title, description, published, updated }) =>
    [
      '  <entry>',
      `    <id>${at(path)}</id>`,
      `    <title>${escape(title)}</title>`,
      `    <link href="${at(path)}"/>`,
      `    <published>${published}T00:00:00Z</published>`,
      `    <updated>${updated}T00:00:00Z</updated>`,
      `    <summary>${escape(description)}</summary>`,
      '  </entry>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `  <id>${at('')}</id>`,
    `  <title>${siteTitle}</title>`,
    `  <author><name>${siteAuthors}</name></author>`,
    `  <link href="${at('')}"/>`,
    `  <link rel="self" type="application/atom+xml" href="${at('feed.xml')}"/>`,
    `  <updated>${entries[0]?.updated ?? '2026-11-25'}T00:00:00Z</updated>`,
    ...rows,
    '</feed>',
    '',
  ].join('\n');
}

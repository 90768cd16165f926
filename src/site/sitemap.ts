/** What crawlers are told of the site. */

import { addressAt, type Place } from './address.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * All pages, as sitemaps.org has it.
 *
 * @param pages paths below the base: ``, `inductive-bias/`
 * @param days when a page was last changed, where that is known
 */
export function sitemapOf(
  place: Place,
  pages: readonly string[],
  days: ReadonlyMap<string, string> = new Map(),
): string {
  const rows = [...pages].sort().map((page) => {
    const day = days.get(page);
    const changed = day ? `<lastmod>${day}</lastmod>` : '';
    return `  <url><loc>${escape(addressAt(place, page))}</loc>${changed}</url>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...rows,
    '</urlset>',
    '',
  ].join('\n');
}

/** Everybody may read everything. */
export function robotsOf(place: Place): string {
  // The address of a sitemap must be whole.
  const sitemap = place.origin ? `Sitemap: ${addressAt(place, 'sitemap.xml')}\n` : '';
  return `User-agent: *\nAllow: /\n${sitemap}`;
}

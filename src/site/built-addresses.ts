/** Do the published addresses lead somewhere in the site that was built? Its files are asked, not what they were made from. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPage, pageOf } from './moved.ts';

/** Anchors of a page, and which of them are of headings. */
function anchorsOf(html: string): { all: Set<string>; headings: string[] } {
  const all = [...html.matchAll(/<[a-z][a-z0-9-]*\s(?:[^>]*?\s)?id="([^"]+)"/g)].map(([, id = '']) => id);
  const headings = [...html.matchAll(/<h[1-6]\s(?:[^>]*?\s)?id="([^"]+)"/g)].map(([, id = '']) => id);
  return { all: new Set(all), headings };
}

/**
 * What is not in the built site of these addresses, and headings of the site that are none of them.
 *
 * @param folder the built site
 * @param addresses with a slash before each, as in `content/addresses.txt`
 */
export function checkBuilt(folder: string, addresses: readonly string[]): string[] {
  const fileOf = (page: string): string => join(folder, isPage(page) ? `${page}index.html` : page);
  const pages = new Map(
    globSync('**/index.html', { cwd: folder }).map((file) => [
      `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`,
      anchorsOf(readFileSync(join(folder, file), 'utf8')),
    ]),
  );
  const known = new Set(addresses);
  const lost = addresses.filter((address) => {
    const page = pageOf(address);
    const id = address.slice(page.length + 1);
    return id ? !pages.get(page)?.all.has(id) : !existsSync(fileOf(page));
  });
  const unlisted = [...pages].flatMap(([page, { headings }]) =>
    headings.map((id) => `${page}#${id}`).filter((address) => !known.has(address)),
  );
  return [
    ...lost.map((address) => `${address} was published, and is not in the site that was built`),
    ...unlisted.map(
      (address) => `${address} is the address of a heading, but src/site/linkable.ts does not list it`,
    ),
  ];
}

/** The index of the search, made by Pagefind from the built pages. */

import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { close, createIndex } from 'pagefind';
import { homeSlug } from '../notebook/address.ts';
import { recordsOf } from './search-records.ts';

/** Where the index lies below the site's base. */
const searchFolder = 'pagefind';

/** Texts of results are kept in so many files, so that a reader who keeps the site offline fetches few. */
const maxFragments = 32;

/** Pagefind's own pages and boxes; the search page is ours. */
const unused = /^pagefind-(?:ui|modular-ui|component-ui|highlight)|^wasm\.unknown/;

/**
 * Writes the index of a built site into it.
 *
 * @param folder the built site
 * @param chapters slugs of its chapters
 * @returns how many records it has
 */
export async function writeSearchIndex(folder: string, chapters: ReadonlySet<string>): Promise<number> {
  const { index, errors } = await createIndex({ forceLanguage: 'en', maxFragments });
  if (!index) throw new Error(`Pagefind cannot be started: ${errors.join('; ')}`);
  let count = 0;
  for (const file of globSync('**/index.html', { cwd: folder }).sort()) {
    const address = file.replaceAll('\\', '/').replace(/index\.html$/, '');
    const html = readFileSync(join(folder, file), 'utf8');
    for (const { kind, address: url, title, page, content } of recordsOf(
      html,
      address,
      chapters.has(address.replace(/\/$/, '') || homeSlug),
    )) {
      const record = await index.addCustomRecord({
        url: `/${url}`,
        content,
        language: 'en',
        meta: { title, kind, address: url, ...(page === undefined ? {} : { page }) },
        filters: { kind: [kind] },
      });
      if (record.errors.length > 0) throw new Error(`${file}: ${record.errors.join('; ')}`);
      count++;
    }
  }
  const { files, errors: failed } = await index.getFiles();
  if (failed.length > 0) throw new Error(`The search index: ${failed.join('; ')}`);
  for (const { path, content } of files) {
    if (unused.test(path)) continue;
    const target = join(folder, searchFolder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  await close();
  return count;
}

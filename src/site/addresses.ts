/**
 * The addresses that are published, in `content/addresses.txt`: one a line, in order. What stands there is never taken away:
 * it is there, or leads on. `npm run freeze` adds what is new.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotebookProblem } from '../notebook/problem.ts';
import { nearest } from '../notebook/spelling.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { listLinkable, type Linkable } from './linkable.ts';
import { checkMoved, movedFile, pageOf, readMoved, resolve } from './moved.ts';

export const addressesFile = 'content/addresses.txt';

const head = `# Every address that was published: others link to it, so it stays. CONTRIBUTING.md says how one moves.
# Written by npm run freeze.
`;

const read = (root: string): string => {
  const path = join(root, addressesFile);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

/** The published addresses. */
export function readAddresses(root: string): string[] {
  return read(root)
    .split(/\r?\n/)
    .filter((line) => line.startsWith('/'));
}

/** Addresses that lead somewhere: what is written, and on the same pages what was called otherwise. */
function addressesOf(linkable: readonly Linkable[], chapters: readonly LinkedChapter[]): Set<string> {
  const pages = new Map(
    linkable.flatMap(({ address, kind, place }) =>
      place && kind !== 'page' ? [[place.file, pageOf(address)]] : [],
    ),
  );
  return new Set([
    ...linkable.map(({ address }) => address),
    ...chapters.flatMap(({ file, apparatus }) =>
      apparatus.moved.map(({ from }) => `${pages.get(file) ?? '/'}#${from}`),
    ),
  ]);
}

/** Addresses of the site that are not recorded yet. */
export function unrecorded(root: string, chapters: readonly LinkedChapter[]): string[] {
  const recorded = new Set(readAddresses(root));
  return listLinkable(root, chapters)
    .map(({ address }) => address)
    .filter((address) => !recorded.has(address));
}

/** Adds to the file what is new; nothing is taken away. @returns how many addresses were added */
export function recordAddresses(root: string, chapters: readonly LinkedChapter[]): number {
  const before = new Set(readAddresses(root));
  const all = [...new Set([...before, ...unrecorded(root, chapters)])].sort();
  const text = `${head}${all.join('\n')}\n`;
  if (text !== read(root)) writeFileSync(join(root, addressesFile), text);
  return all.length - before.size;
}

/** Published addresses that lead nowhere, each told where its author can mend it; and what is wrong with the moves. */
export function checkAddresses(root: string, chapters: readonly LinkedChapter[]): NotebookProblem[] {
  const linkable = listLinkable(root, chapters);
  const there = addressesOf(linkable, chapters);
  const moves = readMoved(root);
  const recorded = readAddresses(root);
  const known = new Set(recorded);
  const fresh = linkable.filter(({ address }) => !known.has(address));
  const lost = recorded.filter((address) => resolve(address, moves, there) === undefined);
  const gone = new Set(lost);
  return [
    ...checkMoved(root, there),
    ...lost
      // With a page that is gone, all of its parts are; the page is enough to say.
      .filter((address) => address === pageOf(address) || !gone.has(pageOf(address)))
      .map((address) => tellLost(root, address, fresh)),
  ];
}

/** At what has taken its place, if that can be told; else at its line of the record. */
function tellLost(root: string, address: string, fresh: readonly Linkable[]): NotebookProblem {
  const [page = '', id] = address.split('#');
  const summary = `“${address}” was published, and leads nowhere now`;
  const elsewhere = `say in ${movedFile} where it went: ${address}: /page/#anchor`;
  if (id !== undefined) {
    const here = fresh.filter((one) => one.place && pageOf(one.address) === page);
    const ids = here.map((one) => one.address.slice(page.length + 1));
    const meant = ids.length === 1 ? ids[0] : nearest(id, ids);
    const found = here[ids.indexOf(meant ?? '')]?.place;
    if (found)
      return new NotebookProblem(
        summary,
        `Write <Moved from="${id}" /> before this, if this is it; or give it its old name; or, if it went to another page, ${elsewhere}`,
        found,
      );
  }
  const text = read(root);
  const place = {
    file: addressesFile,
    text,
    offset: text.indexOf(`\n${address}\n`) + 1,
    length: address.length,
  };
  const where =
    id === undefined ? '' : `write <Moved from="${id}" /> before what stands for it now on its page; or `;
  return new NotebookProblem(
    summary,
    `Restore it; or ${where}${elsewhere}. Only an address that was never on the main branch may be taken out of this file.`,
    place,
  );
}

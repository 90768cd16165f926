/**
 * `content/moved.yaml` → the addresses that were published and now lead elsewhere:
 * `/inductive-bias/#old: /symmetry-breaking/#new`. What stays on its page has a `<Moved from="old" />` there instead.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { placeOf } from '../apparatus/yaml-place.ts';
import { NotebookProblem } from '../notebook/problem.ts';
import { nearest } from '../notebook/spelling.ts';

export const movedFile = 'content/moved.yaml';

export interface Move {
  readonly from: string;
  readonly to: string;
}

/** What has moved in a project, as it is written. */
export function readMoved(root: string): Move[] {
  return Object.entries(movedDocument(root).content).map(([from, to]) => ({ from, to: String(to) }));
}

function movedDocument(root: string) {
  const path = join(root, movedFile);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const document = parseDocument(text);
  return { text, document, content: (document.toJS() ?? {}) as Record<string, unknown> };
}

/** Is this the address of a page, and not of a file or of a part of a page? */
export const isPage = (address: string): boolean => address.endsWith('/');

/** The page of an address: `/inductive-bias/#training` gives `/inductive-bias/`. */
export const pageOf = (address: string): string => address.replace(/#.*$/, '');

/**
 * Where a published address leads now: itself, where an entry says, or, of a page that has moved, the same part of the new one.
 *
 * @param there addresses that there are
 */
export function resolve(
  address: string,
  moves: readonly Move[],
  there: ReadonlySet<string>,
): string | undefined {
  if (there.has(address)) return address;
  const exact = moves.find(({ from }) => from === address);
  if (exact) return there.has(exact.to) ? exact.to : undefined;
  const page = moves.find(({ from }) => from === pageOf(address));
  const followed = page && `${page.to}${address.slice(page.from.length)}`;
  return followed !== undefined && there.has(followed) ? followed : undefined;
}

/** What is wrong with the entries. */
export function checkMoved(root: string, there: ReadonlySet<string>): NotebookProblem[] {
  const { text, document, content } = movedDocument(root);
  const problems: NotebookProblem[] = [];
  const report = (from: string, summary: string, remedy: string): void => {
    problems.push(
      new NotebookProblem(summary, remedy, { file: movedFile, text, ...placeOf(document, [from]) }),
    );
  };
  if (document.errors.length > 0)
    report(
      '',
      `${movedFile} is not YAML`,
      'An entry is an address, a colon, and the address where it is now: /old/#part: /new/#part',
    );
  for (const [from, to] of Object.entries(content)) {
    if (there.has(from)) report(from, `“${from}” is said to have moved, but it is there`, 'Drop this entry.');
    else if (typeof to !== 'string' || !there.has(to)) {
      const close = nearest(String(to), [...there]);
      report(
        from,
        `“${from}” is said to be at “${String(to)}” now, where nothing is`,
        close ? `Did you mean “${close}”?` : 'Write an address that there is, as in content/addresses.txt.',
      );
    } else if (isPage(from) !== isPage(to) && !from.includes('#'))
      report(
        from,
        `“${from}” is ${isPage(from) ? 'a page' : 'a file'}, and “${to}” is not`,
        'A page leads to a page, a file to a file; a part of a page leads anywhere.',
      );
  }
  return problems;
}

/** `npm run freeze [-- chapter…]`: re-runs the cells whose inputs changed and writes what the pages publish. */

import { addressesFile, recordAddresses } from '../../site/addresses.ts';
import { readChapters } from '../chapters.ts';
import { freezeKeys } from '../freeze-key.ts';
import { readWhole, removeOrphans, writeFrozen } from '../frozen-files.ts';
import type { FrozenOutput, LinkedChapter } from '../types.ts';
import { reportProgress } from './report.ts';
import { startRun } from './run-cells.ts';
import { chaptersAsked, startReference } from './start.ts';
import { cellsInOrder, withUpstream } from './upstream.ts';

const root = process.cwd();

async function freezeChapter(chapter: LinkedChapter): Promise<{ written: number; wrong: string[] }> {
  const { slug } = chapter;
  const keys = freezeKeys(root, chapter);
  const stale = new Set(
    chapter.cells.filter(({ source }) => readWhole(root, slug, source.id)?.key !== keys.get(source.id)),
  );
  // A stale live cell needs the worker's values of all live cells upstream, frozen or not.
  const needed = withUpstream(
    chapter,
    stale,
    (cell, upstream) => cell.source.kind === 'live' && upstream.source.kind === 'live',
  );
  const chapterRun = await startRun(chapter);
  const wrong: string[] = [];
  let written = 0;
  for (const cell of cellsInOrder(chapter)) {
    const { id, seed } = cell.source;
    const known = readWhole(root, slug, id);
    if (!needed.has(cell)) {
      chapterRun.give(known?.outputs ?? {});
      continue;
    }
    const report = reportProgress(`${slug} · ${id}`);
    const output = await chapterRun.run(cell, seed, report.progress).catch((error: unknown) => {
      report.fail();
      throw error;
    });
    const frozen: FrozenOutput = { cell: id, key: keys.get(id) ?? '', seed, ...output };
    const same = JSON.stringify({ ...frozen, key: '' }) === JSON.stringify({ ...known, key: '' });
    if (stale.has(cell)) {
      writeFrozen(root, slug, frozen);
      written++;
      report.done(same ? 'unchanged' : 'written');
    } else {
      report.done(same ? 'run again for the cells that need it' : 'NOT REPRODUCED: it gave another value');
      if (!same) wrong.push(`${slug} · ${id}`);
    }
  }
  wrong.push(...chapterRun.end());
  const ids = chapter.cells.map((cell) => cell.source.id);
  for (const file of removeOrphans(root, slug, ids)) console.log(`  removed ${file}: its cell is gone`);
  return { written, wrong };
}

const chapters = chaptersAsked(
  root,
  process.argv.slice(2).filter((word) => !word.startsWith('-')),
);
await startReference('Freezing');
let written = 0;
const wrong: string[] = [];
for (const chapter of chapters) {
  const result = await freezeChapter(chapter);
  written += result.written;
  wrong.push(...result.wrong);
}
console.log(`${written} frozen outputs written.`);
const added = recordAddresses(root, readChapters(root));
if (added > 0) console.log(`${added} new addresses recorded in ${addressesFile}.`);
for (const line of wrong) console.error(`  ✗ ${line}`);
process.exit(wrong.length === 0 ? 0 : 1);

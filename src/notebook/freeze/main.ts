/** The freeze: runs the graph in Node with the reference backend and writes what the pages publish. */

import { memory } from '#tensor';
import { startNodeBackend, useNodeAssets } from '../../../scripts/node-host.ts';
import live from 'virtual:notebook/live';
import view from 'virtual:notebook/view';
import { createEvaluator } from '../../runtime/evaluator.ts';
import { release } from '../../runtime/release.ts';
import { readChapters } from '../chapters.ts';
import { freezeKeys } from '../freeze-key.ts';
import { readWhole, removeOrphans, writeFrozen } from '../frozen-files.ts';
import type { FrozenOutput, LinkedCell, LinkedChapter } from '../types.ts';
import { drawCell } from './draw.ts';
import { assertPlain } from './plain.ts';
import { reportProgress } from './report.ts';

const root = process.cwd();
const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
/** Runs every cell from nothing and compares instead of writing. */
const verify = process.argv.includes('--verify');

async function freezeChapter(chapter: LinkedChapter): Promise<{ written: number; wrong: string[] }> {
  const keys = freezeKeys(root, chapter);
  const cells = chapter.order.map((id) => chapter.cells.find((cell) => cell.source.id === id) as LinkedCell);
  const stale = new Set(
    cells.filter(
      (cell) => verify || readWhole(root, chapter.slug, cell.source.id)?.key !== keys.get(cell.source.id),
    ),
  );
  // A stale live cell needs the worker's values of all live cells upstream, frozen or not.
  const needed = new Set(stale);
  for (const cell of [...cells].reverse())
    if (needed.has(cell) && cell.source.kind === 'live')
      for (const { from } of cell.inputs) {
        const upstream = cells.find((other) => other.source.id === from);
        if (upstream?.source.kind === 'live') needed.add(upstream);
      }

  const liveCells = (await live[chapter.slug]?.())?.default ?? {};
  const viewCells = (await view[chapter.slug]?.())?.default ?? {};
  const evaluator = createEvaluator(liveCells, release);
  const before = memory().numTensors;
  const values = new Map<string, unknown>();
  const wrong: string[] = [];
  let written = 0;

  for (const cell of cells) {
    const { id, kind, seed } = cell.source;
    const known = readWhole(root, chapter.slug, id);
    if (!needed.has(cell)) {
      for (const [name, value] of Object.entries(known?.outputs ?? {})) values.set(name, value);
      continue;
    }
    const report = reportProgress(`${chapter.slug} · ${id}`);
    const inputs = Object.fromEntries(cell.inputs.map(({ name }) => [name, values.get(name)]));
    let frozen: FrozenOutput;
    try {
      if (kind === 'live') {
        const fromPage = Object.fromEntries(Object.entries(inputs).filter(([name]) => !isLive(cells, name)));
        const newestValues: Record<string, unknown> = {};
        await evaluator.evaluate({
          cell: id,
          seed,
          inputs: fromPage,
          signal: new AbortController().signal,
          progress: report.progress,
          snapshot: (name, value) => {
            newestValues[name] = value;
          },
        });
        const outputs = Object.fromEntries(cell.crossing.map((name) => [name, newestValues[name]]));
        assertPlain(outputs, chapter, cell);
        frozen = { cell: id, key: keys.get(id) ?? '', seed, outputs };
      } else {
        const load = viewCells[id];
        if (!load) throw new Error(`The view cell “${id}” was not bundled.`);
        frozen = { cell: id, key: keys.get(id) ?? '', seed, ...(await drawCell(await load(), inputs)) };
      }
    } catch (error) {
      report.fail();
      throw Object.assign(error as Error, {
        message: `${chapter.file} · cell “${id}”: ${(error as Error).message}`,
      });
    }
    for (const [name, value] of Object.entries(frozen.outputs)) values.set(name, value);
    const same = JSON.stringify({ ...frozen, key: '' }) === JSON.stringify({ ...known, key: '' });
    if (verify) {
      report.done(same ? 'identical' : 'DIFFERS from what is published');
      if (!same) wrong.push(`${chapter.slug} · ${id}`);
    } else if (stale.has(cell)) {
      writeFrozen(root, chapter.slug, frozen);
      written++;
      report.done(same ? 'unchanged' : 'written');
    } else
      report.done(same ? 'run again for the cells that need it' : 'NOT REPRODUCED: it gave another value');
    if (!verify && !stale.has(cell) && !same) wrong.push(`${chapter.slug} · ${id}`);
  }
  for (const cell of cells) evaluator.forget(cell.source.id);
  const left = memory().numTensors - before;
  if (left !== 0) wrong.push(`${chapter.slug}: its cells left ${left} tensors`);
  for (const file of verify
    ? []
    : removeOrphans(
        root,
        chapter.slug,
        chapter.cells.map((c) => c.source.id),
      ))
    console.log(`  removed ${file}: its cell is gone`);
  return { written, wrong };
}

function isLive(cells: readonly LinkedCell[], name: string): boolean {
  return cells.some(
    (cell) => cell.source.kind === 'live' && cell.outputs.some((output) => output.name === name),
  );
}

const chapters = readChapters(root);
const unknown = asked.filter((slug) => !chapters.some((chapter) => chapter.slug === slug));
if (unknown.length > 0) {
  console.error(`No chapter “${unknown.join('”, “')}”. Chapters: ${chapters.map((c) => c.slug).join(', ')}.`);
  process.exit(2);
}
useNodeAssets();
const { backend, reason } = await startNodeBackend();
console.log(`${verify ? 'Verifying' : 'Freezing'} on the ${backend} backend. ${reason}`);
if (backend !== 'wasm') {
  console.error('Published outputs are made on the wasm backend, which could not be started here.');
  process.exit(1);
}
let written = 0;
const wrong: string[] = [];
for (const chapter of chapters.filter((c) => asked.length === 0 || asked.includes(c.slug))) {
  const result = await freezeChapter(chapter);
  written += result.written;
  wrong.push(...result.wrong);
}
console.log(
  verify ? (wrong.length === 0 ? 'Everything reproduced.' : '') : `${written} frozen outputs written.`,
);
for (const line of wrong) console.error(`  ✗ ${line}`);
process.exit(wrong.length === 0 ? 0 : 1);

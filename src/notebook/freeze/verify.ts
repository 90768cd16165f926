/**
 * `npm run verify`: runs every cell from nothing, compares with the frozen outputs, and checks every claim; with
 * `--seeds N` also under N − 1 further seeds, each the published one raised by 1, 2, …
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { freezeKeys } from '../freeze-key.ts';
import { readWhole } from '../frozen-files.ts';
import { judgeClaims } from '../judge-claims.ts';
import type { LinkedChapter } from '../types.ts';
import { claimKey, writeVerified, type SeedRun } from '../verified-files.ts';
import { reportProgress } from './report.ts';
import { startRun, type RunOutput } from './run-cells.ts';
import { chaptersAsked, startReference } from './start.ts';
import { triedClaims } from './tried-claims.ts';
import { cellsInOrder, withUpstream } from './upstream.ts';
import {
  readOptions,
  seedShifts,
  sum,
  type ChapterReport,
  type Report,
  type VerifyOptions,
} from './verify-report.ts';

const root = process.cwd();
const options = optionsOrExit(process.argv.slice(2));

function optionsOrExit(words: readonly string[]): VerifyOptions {
  try {
    return readOptions(words);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

/** Bit by bit, as both are written. */
function sameOutput(one: RunOutput, other: RunOutput): boolean {
  const written = ({ outputs, markup, tables }: RunOutput): string =>
    JSON.stringify([outputs, markup, tables]);
  return written(one) === written(other);
}

/** Runs a chapter with all its seeds raised by `shift`; for the published ones compares each cell with what is frozen. */
async function runShifted(chapter: LinkedChapter, shift: number, report: ChapterReport): Promise<void> {
  const { slug } = chapter;
  const judged = triedClaims(chapter, shift);
  const asked = chapter.cells.filter(
    ({ source }) =>
      shift === 0 || judged.some((claim) => claim.inputs.some(({ from }) => from === source.id)),
  );
  const needed = withUpstream(chapter, asked);
  const keys = freezeKeys(root, chapter);
  const chapterRun = await startRun(chapter);
  for (const cell of cellsInOrder(chapter).filter((candidate) => needed.has(candidate))) {
    const { id, kind, seed } = cell.source;
    const name = `${slug} · ${id}${kind === 'live' && shift > 0 ? ` · seed ${seed + shift}` : ''}`;
    const terminal = reportProgress(name);
    const started = performance.now();
    const output = await chapterRun.run(cell, seed + shift, terminal.progress).catch((error: unknown) => {
      terminal.fail();
      throw error;
    });
    if (kind === 'live')
      report.seconds.push({ cell: id, shift, seconds: (performance.now() - started) / 1000 });
    if (shift !== 0) {
      terminal.done('run');
      continue;
    }
    const known = readWhole(root, slug, id);
    const same = known !== undefined && sameOutput(output, known);
    terminal.done(same ? 'identical' : 'DIFFERS from what is published');
    if (same) report.identical.push(`${slug} · ${id}`);
    else report.wrong.push(`${slug} · ${id}: its outputs differ from the published ones`);
  }
  for (const { claim, status, value, bound } of judgeClaims(
    { ...chapter, claims: judged },
    chapterRun.values,
  )) {
    if (status === 'live') continue;
    const known = (report.claims[claim.id] ??= { key: claimKey(claim, keys), runs: [] });
    (known.runs as SeedRun[]).push({ shift, holds: status === 'holds', value, bound });
  }
  report.wrong.push(...chapterRun.end());
}

async function runAll(chapters: readonly LinkedChapter[]): Promise<Report> {
  await startReference('Verifying');
  const report: Report = { shard: options.shard, seeds: options.seeds, chapters: {} };
  for (const chapter of chapters) {
    const ofChapter: ChapterReport = { identical: [], wrong: [], claims: {}, seconds: [] };
    report.chapters[chapter.slug] = ofChapter;
    for (const shift of seedShifts(options)) await runShifted(chapter, shift, ofChapter);
  }
  return report;
}

const chapters = chaptersAsked(root, options.chapters);
const reports =
  options.join.length > 0
    ? options.join.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Report)
    : [await runAll(chapters)];
const total = sum(reports, chapters);
mkdirSync(dirname(resolve(root, options.report)), { recursive: true });
writeFileSync(resolve(root, options.report), `${JSON.stringify(total.report, null, 1)}\n`);
if (options.publish)
  for (const chapter of chapters)
    writeVerified(root, chapter, total.report.chapters[chapter.slug]?.claims ?? {});
console.log(total.lines.join('\n'));
for (const line of total.wrong) console.error(`  ✗ ${line}`);
console.log(`The report is in ${options.report}.`);
console.log(`${total.passed} passed, ${total.wrong.length} failed`);
process.exit(total.wrong.length === 0 ? 0 : 1);

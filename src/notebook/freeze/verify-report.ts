/** What a verification is asked for and what it reports. */

import { stands } from '../check-seeds.ts';
import type { LinkedChapter } from '../types.ts';
import type { SeedRun, VerifiedClaim } from '../verified-files.ts';

export interface VerifyOptions {
  readonly chapters: readonly string[];
  /** Number of seeds, the published one among them. */
  readonly seeds: number;
  /** Of the seeds, this machine runs each n-th, beginning with the i-th; counted from 1. */
  readonly shard: { readonly index: number; readonly of: number };
  /** Where the report is written. */
  readonly report: string;
  /** Reports of other machines, which are put together instead of running anything. */
  readonly join: readonly string[];
  /** Writes what the seeds have shown to `content/verified/`, from where the ledger takes it. */
  readonly publish: boolean;
}

export interface ChapterReport {
  /** Cells that came out as published. */
  readonly identical: string[];
  /** What did not come out as published. */
  readonly wrong: string[];
  readonly claims: Record<string, VerifiedClaim>;
  readonly seconds: { readonly cell: string; readonly shift: number; readonly seconds: number }[];
}

export interface Report {
  readonly shard: VerifyOptions['shard'];
  readonly seeds: number;
  readonly chapters: Record<string, ChapterReport>;
}

const usage =
  'Usage: npm run verify [-- chapter…] [--seeds N] [--shard i/n] [--report FILE] [--publish] [--join FILE…]';

/** @throws {Error} that says how the command is used */
export function readOptions(words: readonly string[]): VerifyOptions {
  const chapters: string[] = [];
  const join: string[] = [];
  let seeds = 1;
  let shard = { index: 1, of: 1 };
  let report: string | undefined;
  let publish = false;
  let joining = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const next = (): string => {
      i++;
      return words[i] ?? fail(`${word} needs a value`);
    };
    if (word === '--seeds') seeds = wholeNumber(next(), '--seeds');
    else if (word === '--shard') {
      const match = /^(\d+)\/(\d+)$/.exec(next());
      shard = { index: Number(match?.[1]), of: Number(match?.[2]) };
      if (!match || shard.index < 1 || shard.index > shard.of)
        fail('--shard is i/n, with i from 1 to n: --shard 2/3');
    } else if (word === '--report') report = next();
    else if (word === '--publish') publish = true;
    else if (word === '--join') joining = true;
    else if (word.startsWith('-')) fail(`there is no option ${word}`);
    else (joining ? join : chapters).push(word);
  }
  if (joining && join.length === 0) fail('--join needs the reports of the shards');
  if (publish && shard.of > 1 && !joining)
    fail('one shard alone is not published; join the reports: --publish --join FILE…');
  const name = shard.of > 1 ? `report-${shard.index}-of-${shard.of}` : 'report';
  return { chapters, seeds, shard, report: report ?? `.cache/verify/${name}.json`, join, publish };
}

function wholeNumber(word: string, option: string): number {
  return /^[1-9]\d{0,5}$/.test(word) ? Number(word) : fail(`${option} is a whole number from 1: ${option} 5`);
}

function fail(what: string): never {
  throw new Error(`${what}.\n${usage}`);
}

/** By how much this shard raises the published seeds. */
export function seedShifts({ seeds, shard }: Pick<VerifyOptions, 'seeds' | 'shard'>): number[] {
  return Array.from({ length: seeds }, (_, shift) => shift).filter(
    (shift) => shift % shard.of === shard.index - 1,
  );
}

/** Puts reports together and judges: an exact claim holds for every seed, a seeded one for its share and for seed 0. */
export function sum(
  reports: readonly Report[],
  chapters: readonly LinkedChapter[],
): { report: Report; lines: string[]; wrong: string[]; passed: number } {
  const report: Report = {
    shard: reports.length === 1 && reports[0] ? reports[0].shard : { index: 1, of: 1 },
    seeds: Math.max(...reports.map(({ seeds }) => seeds)),
    chapters: {},
  };
  const lines: string[] = [];
  const wrong: string[] = [];
  let passed = 0;
  for (const { slug, claims } of chapters) {
    const parts = reports.flatMap((part) => part.chapters[slug] ?? []);
    const ofChapter: ChapterReport = {
      identical: parts.flatMap((part) => part.identical),
      wrong: parts.flatMap((part) => part.wrong),
      claims: {},
      seconds: parts.flatMap((part) => part.seconds),
    };
    report.chapters[slug] = ofChapter;
    wrong.push(...ofChapter.wrong);
    passed += ofChapter.identical.length;
    for (const claim of claims) {
      const { id, kind } = claim;
      const found = parts.flatMap((part) => part.claims[id] ?? []);
      const [first] = found;
      if (!first) continue;
      if (found.some(({ key }) => key !== first.key)) {
        wrong.push(`${slug} · claim “${id}”: the reports are of different versions`);
        continue;
      }
      const runs = found.flatMap((part) => part.runs).sort((a, b) => a.shift - b.shift);
      ofChapter.claims[id] = { key: first.key, runs };
      const held = runs.filter((run) => run.holds).length;
      lines.push(
        `  ${slug} · claim “${id}” (${kind}) holds for ${held} of ${runs.length} seeds${spread(runs)}`,
      );
      if (stands(claim, runs)) passed++;
      else wrong.push(`${slug} · claim “${id}” (${kind}) fails${failing(runs)}`);
    }
  }
  return { report, lines, wrong, passed };
}

function spread(runs: readonly SeedRun[]): string {
  const values = runs.map((run) => run.value).filter((value) => typeof value === 'number');
  if (values.length < 2) return '';
  return `, its value between ${Math.min(...values)} and ${Math.max(...values)}`;
}

function failing(runs: readonly SeedRun[]): string {
  const first = runs.find((run) => !run.holds);
  return first
    ? `: with its seeds raised by ${first.shift}, the value is ${String(first.value)} and the bound ${String(first.bound)}`
    : '';
}

/** What running with other seeds has shown of the claims: `content/verified/<slug>.json`, written by `npm run verify`. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claimed } from '../runtime/judge.ts';
import { conditionOf } from './judge-claims.ts';
import type { LinkedChapter, LinkedClaim } from './types.ts';

const folder = 'content/verified';

/** One claim under several seeds. */
export interface VerifiedClaim {
  /** Hash of the condition and of all that it depends on. */
  readonly key: string;
  /** By how much the published seeds were raised, and what came out. */
  readonly runs: readonly SeedRun[];
}

export interface SeedRun {
  readonly shift: number;
  readonly holds: boolean;
  readonly value: Claimed | null;
  readonly bound: Claimed | null;
}

/** Path of a chapter's file, relative to the project. */
function verifiedFile(slug: string): string {
  return `${folder}/${slug}.json`;
}

/** The key under which runs of a claim are kept; `keys` are the freeze keys of its chapter. */
export function claimKey(claim: LinkedClaim, keys: ReadonlyMap<string, string>): string {
  const upstream = [...new Set(claim.inputs.map(({ from }) => keys.get(from)))].sort();
  const dependsOn = JSON.stringify([conditionOf(claim), upstream]);
  return createHash('sha256').update(dependsOn).digest('hex').slice(0, 32);
}

/** Verified claims by id; none where nothing was verified. */
export function readVerified(root: string, slug: string): Readonly<Record<string, VerifiedClaim>> {
  const file = verifiedFile(slug);
  if (!existsSync(join(root, file))) return {};
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, VerifiedClaim>;
  } catch (error) {
    throw new Error(
      `${file}:1:1  cannot be read: ${(error as Error).message}.\n  Remedy: delete the file and run: npm run verify -- ${slug} --seeds 5 --publish`,
    );
  }
}

/** Writes a chapter's verified claims, one a line, in the order of the page. */
export function writeVerified(
  root: string,
  chapter: LinkedChapter,
  verified: Readonly<Record<string, VerifiedClaim>>,
): void {
  const rows = chapter.claims.flatMap(({ id }) =>
    verified[id] ? [`  ${JSON.stringify(id)}: ${JSON.stringify(verified[id])}`] : [],
  );
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, verifiedFile(chapter.slug)), `{\n${rows.join(',\n')}\n}\n`);
}

/** What several seeds have shown of a claim. */
export interface Spread {
  readonly seeds: number;
  /** For how many of them the condition held. */
  readonly held: number;
  /** Smallest and largest value, where it is a number. */
  readonly min: number | null;
  readonly max: number | null;
}

/** Sums up the runs of a claim; `undefined` when there are none for the present code. */
export function spreadOf(verified: VerifiedClaim | undefined, key: string): Spread | undefined {
  if (verified?.key !== key) return undefined;
  const values = verified.runs.map((run) => run.value).filter((value) => typeof value === 'number');
  return {
    seeds: verified.runs.length,
    held: verified.runs.filter((run) => run.holds).length,
    min: values.length > 0 ? Math.min(...values) : null,
    max: values.length > 0 ? Math.max(...values) : null,
  };
}

import * as tf from '#tensor';
import { deepSetsKind } from './deep-sets.ts';
import { e3nnKind } from './e3nn.ts';
import { egnnKind } from './egnn.ts';
import { escnn } from './escnn.ts';
import type { GoldenFile, GoldenKind } from './golden-file.ts';
import { groupy } from './groupy.ts';
import { hnn } from './hnn.ts';
import { relaxed } from './relaxed.ts';
import { uva } from './uva.ts';

/** Kinds of golden files that the layers of this project can replay. */
const KINDS: readonly GoldenKind[] = [groupy, escnn, uva, deepSetsKind, egnnKind, hnn, relaxed, e3nnKind];

/** What came of one case: the peer's numbers were met or not, or the case could not be tried. */
export interface Verdict {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** The error, or the reason. */
  readonly detail: string;
}

/**
 * Replays a golden file, case by case.
 *
 * @param tolerance largest max|ours − theirs| / max|theirs|. Default 1e-5: float32 sums of some hundred products in
 *   another order differ by about 1e-6, and a filter that is turned or shifted wrongly by about 1
 */
export function replay(file: GoldenFile, tolerance = 1e-5): readonly Verdict[] {
  const kind = KINDS.find((candidate) => candidate.recognises(file));
  return file.cases.map((given): Verdict => {
    const { name } = given;
    if (!kind) return { name, outcome: 'skipped', detail: `no layers here for the kind "${file.title}"` };
    try {
      const result = withoutLeaks(() => kind.replay(given));
      if (typeof result === 'object' && 'skipped' in result) {
        return { name, outcome: 'skipped', detail: result.skipped };
      }
      const { error, tolerance: allowed } =
        typeof result === 'number' ? { error: result, tolerance } : result;
      const detail = `max|err|/max|y| = ${error.toExponential(1)}`;
      // Written so that NaN fails.
      return error <= allowed
        ? { name, outcome: 'passed', detail }
        : { name, outcome: 'failed', detail: `${detail} > ${allowed}` };
    } catch (error) {
      return { name, outcome: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
  });
}

/** Runs a computation that ends in plain values, and disposes every tensor that it made. */
function withoutLeaks<T>(compute: () => T): T {
  const results: T[] = [];
  tf.tidy(() => {
    results.push(compute());
  });
  return results[0];
}

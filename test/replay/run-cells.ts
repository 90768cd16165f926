/** Runs cells of chapters whose training steps have twins, in Node and in a page alike. */
import live from 'virtual:notebook/live';
import { createEvaluator } from '../../src/runtime/evaluator.ts';
import type { Evaluator } from '../../src/runtime/evaluator.ts';
import { release } from '../../src/runtime/release.ts';
import type { PlannedCell } from './plan.ts';
import { compareOnce, takeReports } from './twin-step.ts';
import type { Twins } from './twin-step.ts';

/** What came of one cell. */
export interface CellReport {
  readonly chapter: string;
  readonly cell: string;
  readonly seconds: number;
  readonly twins: readonly Twins[];
}

/** Runs some cells, each after those of its chapter that it needs, and tells what came of their training steps. */
export async function runCells(plan: readonly PlannedCell[]): Promise<CellReport[]> {
  compareOnce();
  const evaluators = new Map<string, Evaluator>();
  const reports: CellReport[] = [];
  for (const { chapter, cell, seed, inputs } of plan) {
    let evaluator = evaluators.get(chapter);
    if (!evaluator) {
      const load = live[chapter];
      if (!load) throw new Error(`No chapter “${chapter}” was bundled.`);
      evaluator = createEvaluator((await load()).default, release);
      evaluators.set(chapter, evaluator);
    }
    const from = performance.now();
    await evaluator.evaluate({
      cell,
      seed,
      inputs,
      signal: new AbortController().signal,
      progress: () => undefined,
      snapshot: () => undefined,
    });
    reports.push({ chapter, cell, seconds: (performance.now() - from) / 1000, twins: takeReports() });
  }
  return reports;
}

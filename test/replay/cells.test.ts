/** The training steps of all chapters, replayed beside live ones in Node; test/e2e/replay.spec.ts does it in each browser. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { notebookModules } from '../../src/notebook/modules.ts';
import { faults } from './judge.ts';
import { planTraining } from './plan.ts';
import type { CellReport } from './run-cells.ts';
import type { Twins } from './twin-step.ts';
import { twins } from './twins.ts';

test('every training step of every chapter: the first 100, replayed, have the losses and weights of live ones', async () => {
  const root = process.cwd();
  const folder = resolve('.cache/replay');
  const [script, planned, report] = ['in-node.mjs', 'plan.json', 'report.json'].map((name) =>
    join(folder, name),
  );
  const plan = planTraining(root);
  await bundleForNode('test/replay/in-node.ts', script, [twins(root), notebookModules(root)]);
  await mkdir(folder, { recursive: true });
  await writeFile(planned, JSON.stringify(plan));
  await promisify(execFile)(process.execPath, [script, planned, report]);
  const reports = JSON.parse(await readFile(report, 'utf8')) as CellReport[];
  expect(reports).toHaveLength(plan.length);
  expect(faults(plan, reports)).toEqual([]);
}, 600_000);

test('a step that differs, one that is not replayed and one that nobody takes are told', () => {
  const twin: Twins = { steps: 100, difference: null, mode: { kind: 'replay', reason: '' } };
  const plan = ['good', 'wrong', 'live', 'idle'].map((cell) => ({
    chapter: 'a',
    cell,
    seed: 1,
    inputs: {},
    trains: [cell],
  }));
  const given: Twins[][] = [
    [twin],
    [twin, { ...twin, difference: 'step 7' }],
    [{ ...twin, mode: { kind: 'live', reason: 'Because.' } }],
    [],
  ];
  const reports = plan.map(({ chapter, cell }, i) => ({ chapter, cell, seconds: 1, twins: given[i] }));
  expect(faults(plan, reports)).toEqual([
    'a · idle: no step of it was taken',
    'a · wrong: step 7',
    'a · live: Because.',
  ]);
});

/** Writes what a run has measured to where /speed/ reads it. */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { Published } from '../src/speed/published.ts';
import { models } from '../src/speed/models.ts';
import { findPyTorch } from './peers/pytorch.ts';
import type { Row } from './row.ts';
import type { Spread } from '../src/speed/statistics.ts';

/** Rows of one run, with the quartiles of our step in the same order. */
export async function publish(rows: readonly Row[], spreads: readonly Spread[]): Promise<void> {
  const [{ model }] = cpus();
  const published: Published = {
    measured: new Date().toISOString().slice(0, 10),
    machine: `${model.trim()}, ${process.platform} ${process.arch}`,
    pytorch: findPyTorch()?.version ?? null,
    rows: rows.map((row, i) => ({
      ...row,
      title: models[row.model]().title,
      ours_low_ms: spreads[i].low,
      ours_high_ms: spreads[i].high,
    })),
  };
  await writeFile('src/speed/measured.json', `${JSON.stringify(published, null, 2)}\n`);
  console.log(`\nWritten to src/speed/measured.json: ${rows.length} rows.`);
}

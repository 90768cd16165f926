/** Writes what a run has measured to where /speed/ reads it. */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { models } from '../src/speed/models.ts';
import type { Published, Row } from '../src/speed/published.ts';
import type { Spread } from '../src/speed/statistics.ts';
import { describePyTorch, findPyTorch } from './peers/pytorch.ts';

const FILE = 'src/speed/measured.json';

/**
 * Writes rows of one run, with the quartiles of our step in the same order. Rows of other models stay if this machine with
 * these engines measured them. On a busy machine the peers, whose steps are longer and so are interrupted more, would look
 * slower than they are: their times are left out then, of all rows.
 */
export async function publish(rows: readonly Row[], spreads: readonly Spread[]): Promise<void> {
  const busy = loadavg()[0] > availableParallelism() + 1; // a pair that takes turns is one
  const [{ model }] = cpus();
  const machine = `${model.trim()}, ${process.platform} ${process.arch}`;
  const found = findPyTorch();
  const pytorch = found && describePyTorch(found);
  const before = JSON.parse(await readFile(FILE, 'utf8')) as Published;
  const engines = new Set(rows.map(({ engine }) => engine));
  const kept = before.rows.filter(
    (old) =>
      before.machine === machine &&
      before.pytorch === pytorch &&
      engines.has(old.engine) &&
      !rows.some((row) => row.model === old.model && row.engine === old.engine),
  );
  const measured = rows.map((row, i) => ({
    ...row,
    title: models[row.model]().title,
    ours_low_ms: spreads[i].low,
    ours_high_ms: spreads[i].high,
  }));
  const order = Object.keys(models);
  const published: Published = {
    measured: new Date().toISOString().slice(0, 10),
    machine,
    pytorch,
    rows: [...kept, ...measured]
      .toSorted((a, b) => order.indexOf(a.model) - order.indexOf(b.model))
      .map((row) => (busy ? { ...row, stock_ms: null, stock_backend: null, pytorch_ms: null } : row)),
  };
  await writeFile(FILE, `${JSON.stringify(published, null, 2)}\n`);
  console.log(`\nWritten to ${FILE}: ${rows.length} rows.`);
  if (busy) console.log('  without the peers, because this machine is busy; run it again when it is not.');
}

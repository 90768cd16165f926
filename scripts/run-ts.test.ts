import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// Inside the project: the bundle resolves packages from where its entry lies.
mkdirSync('.cache', { recursive: true });
const directory = mkdtempSync(resolve('.cache/run-ts-'));
afterAll(() => rmSync(directory, { recursive: true }));

function run(source: string, ...args: string[]) {
  const entry = join(directory, 'entry.ts');
  writeFileSync(entry, source);
  return spawnSync(process.execPath, ['scripts/run-ts.mjs', entry, ...args], { encoding: 'utf8' });
}

test('run-ts runs a TypeScript module on tfjs, hands on its arguments and its exit code', () => {
  const { stdout, stderr, status } = run(
    `import * as tf from '#tensor';
     import { startNodeBackend } from '../../scripts/node-host.ts';
     const { backend } = await startNodeBackend();
     const sum: number = tf.sum(tf.tensor1d(process.argv.slice(2).map(Number))).dataSync()[0]!;
     console.log(backend, sum);
     process.exitCode = 3;`,
    '20',
    '22',
  );
  expect({ stdout, stderr, status }).toEqual({ stdout: 'wasm 42\n', stderr: '', status: 3 });
}, 30_000);

test('an error in the module points to the TypeScript line', () => {
  const { stderr, status } = run(
    `interface Nothing {}\n\nthrow new Error('here');\nexport type { Nothing };`,
  );
  expect(stderr).toMatch(/entry\.ts:3/);
  expect(status).toBe(1);
}, 30_000);

test('a missing module is named', () => {
  const { stderr, status } = spawnSync(process.execPath, ['scripts/run-ts.mjs', 'nowhere.ts'], {
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/There is no file nowhere\.ts/);
  expect(status).toBe(2);
});

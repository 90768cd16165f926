// Every npm command of this project comes through here: set up what is missing, then run the command with the right Node.
// Plain JavaScript for Node 18 and newer, without dependencies.
import { spawn } from 'node:child_process';
import { environmentFor } from './find-node.mjs';
import { root, setUp } from './setup.mjs';
import { Refusal, say } from './tell.mjs';

const astro = 'node_modules/astro/bin/astro.mjs';

/** @type {Record<string, readonly string[]>} */
const commands = {
  start: ['scripts/start.mjs'],
  dev: [astro, 'dev'],
  build: [astro, 'build'],
  test: ['scripts/test.mjs'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--write', '.'],
  freeze: ['scripts/freeze.mjs'],
  verify: ['scripts/freeze.mjs', '--verify'],
  golden: ['scripts/run-ts.mjs', 'scripts/golden.ts'],
  soak: ['scripts/run-ts.mjs', 'test/soak/hamiltonian-networks.ts'],
  bench: ['scripts/run-ts.mjs', 'bench/run.ts'],
  new: ['scripts/new-chapter.mjs'],
  kernels: ['scripts/kernels.mjs'],
  fonts: ['scripts/fonts.mjs'],
  digits: ['scripts/run-ts.mjs', 'scripts/digits.ts'],
};

const [name = '', ...rest] = process.argv.slice(2);
const command = commands[name];

try {
  if (!command) throw new Refusal(`No command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
  const node = await setUp();
  const child = spawn(node, [...command, ...rest], {
    cwd: root,
    env: environmentFor(root, node),
    stdio: 'inherit',
  });
  // Ctrl-C reaches the command too; this process waits, so that its exit code is the command's.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(error.message);
  process.exitCode = 1;
}

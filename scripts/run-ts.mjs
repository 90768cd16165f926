/**
 * Runs a TypeScript module of the project in Node: `node scripts/run-ts.mjs path/to/entry.ts [args…]`.
 * It is bundled first, with the same plugin as the site's worker, because tfjs's ES modules do not load in Node as they are.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleForNode } from './bundle-for-node.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a bundled module in a child process that shares this terminal, and resolves to its exit code. */
function runInChild(file, args) {
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], { stdio: 'inherit' });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
}

async function main([entry, ...args]) {
  if (!entry || !existsSync(entry)) {
    console.error(
      entry
        ? `There is no file ${entry}.`
        : 'Which module? Usage: node scripts/run-ts.mjs path/to/entry.ts [args…]',
    );
    return 2;
  }
  const name = relative(root, resolve(entry)).replaceAll(/[^\w.-]+/g, '-');
  const outFile = resolve(root, '.cache/node', `${name}.mjs`);
  await bundleForNode(entry, outFile);
  return runInChild(outFile, args);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  process.exitCode = await main(process.argv.slice(2));

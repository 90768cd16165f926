/** `npm run freeze [-- chapter…]`: re-runs the cells whose inputs changed and rewrites their frozen outputs. */
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notebookModules } from '../src/notebook/modules.ts';
import { bundleForNode } from './run-ts.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const outFile = resolve(root, '.cache/node/freeze.mjs');
try {
  await bundleForNode(resolve(root, 'src/notebook/freeze/main.ts'), outFile, [notebookModules(root)]);
  const { status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', outFile, ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

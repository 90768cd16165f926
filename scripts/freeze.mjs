/** `npm run freeze`, `npm run verify`: bundles the tangled cells with the freeze or the verification, and runs it in Node. */
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notebookModules } from '../src/notebook/modules.ts';
import { bundleForNode } from './bundle-for-node.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [first, ...rest] = process.argv.slice(2);
const verify = first === '--verify';
const entry = verify ? 'verify' : 'main';
const outFile = resolve(root, `.cache/node/freeze-${entry}.mjs`);
try {
  await bundleForNode(resolve(root, `src/notebook/freeze/${entry}.ts`), outFile, [notebookModules(root)]);
  const words = verify || first === undefined ? rest : [first, ...rest];
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', outFile, ...words], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** How a TypeScript module of the project becomes one that Node runs. */
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { tfjs } from '../src/tensor/bundling.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Bundles `entry` and all that it imports of the project and of tfjs into one ES module for Node, with its source map.
 * Other packages stay imports, so `outFile` must lie inside the project.
 *
 * @param {string} entry a TypeScript module
 * @param {string} outFile where the bundle is written (`.mjs`)
 * @param {import('vite').Plugin[]} plugins further plugins
 */
export async function bundleForNode(entry, outFile, plugins = []) {
  await build({
    root,
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [tfjs(), ...plugins],
    build: {
      ssr: resolve(entry),
      outDir: dirname(resolve(outFile)),
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      sourcemap: true,
      target: 'node22',
      rolldownOptions: { output: { entryFileNames: basename(outFile), codeSplitting: false } },
    },
  });
}

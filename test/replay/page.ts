/** Builds and serves the page in which browsers run training steps with twins. */
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { serve } from '../../scripts/serve.mjs';
import { notebookModules } from '../../src/notebook/modules.ts';
import { tfjs } from '../../src/tensor/bundling.ts';
import { twins } from './twins.ts';

const FOLDER = '.cache/replay-page';

/** Bundles the page, copies the site's data beside it, and serves both at a port; `close` it. */
export async function servePage(port: number): Promise<{ readonly url: string; readonly close: () => void }> {
  const root = process.cwd();
  const folder = resolve(FOLDER, String(port)); // two browsers may be tested at a time
  await build({
    root,
    configFile: false,
    envFile: false,
    publicDir: false,
    base: './',
    logLevel: 'error',
    plugins: [tfjs(), twins(root), notebookModules(root)],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: 'esnext',
      rolldownOptions: {
        input: resolve('test/replay/in-page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>Replay</title><script type="module" src="page.js"></script>',
  );
  await mkdir(join(folder, 'data'));
  for (const name of await readdir('public/data'))
    await copyFile(join('public/data', name), join(folder, 'data', name));
  return serve(folder, { port });
}

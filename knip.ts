import type { KnipConfig } from 'knip';

/** A chapter's cells import what they use; knip follows those lines and ignores the prose. */
const importLine = /^import\s[^;]*;$/gm;

export default {
  entry: [
    'scripts/*.{mjs,ts}',
    'bench/{run.ts,stock.mjs}',
    // Bundled by the benchmark, for Node and for a page.
    'bench/{ours.ts,ours-page.ts,stock-page.mjs}',
    // AssemblyScript, compiled by scripts/kernels.mjs.
    'src/tensor/kernels/index.ts',
    'test/soak/*.ts',
    // Bundled by the tests beside them, for Node and for a page, and put in place of the true ones there.
    'test/replay/{in-node,in-page,twin-step,twin-train}.ts',
    // The layers' public face: chapters to come use what no chapter uses yet.
    'src/{tensor,elementary,equivariant,data,physics,physics/networks}/index.ts',
    // Bundled by scripts/freeze.mjs, loaded by the pages through virtual modules.
    'src/notebook/freeze/{main,verify}.ts',
    // Bundled by src/site/precache.ts.
    'src/site/service-worker.ts',
    'content/{chapters,reference}/*.mdx',
  ],
  project: [
    '{src,components,scripts,test,bench}/**/*.{ts,mjs,astro}',
    'content/{chapters,reference}/*.mdx',
    '*.{ts,mjs}',
  ],
  // The program behind `astro check`; the families the fonts are cut from.
  ignoreDependencies: ['@astrojs/check', '@fontsource/.*'],
  // A type that an exported function takes or returns has a name for its callers, used elsewhere or not.
  ignoreExportsUsedInFile: { interface: true, type: true },
  compilers: { mdx: (text: string) => [...text.matchAll(importLine)].join('\n') },
} satisfies KnipConfig;

import mdx from '@astrojs/mdx';
import { unified } from '@astrojs/markdown-remark';
import { defineConfig } from 'astro/config';
import remarkMath from 'remark-math';
import { fileURLToPath } from 'node:url';
import { keepTogether } from './src/notebook/keep-together.ts';
import { notebook } from './src/notebook/integration.ts';
import { site } from './src/site/integration.ts';
import { rehypeTemml } from './src/notebook/temml.ts';
import { tokenClasses, tokenTheme } from './src/notebook/token-classes.ts';
import { weave } from './src/notebook/weave.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What Astro writes into each chapter and takes out again: a warning about it, for every page, would hide others. */
const astroMark = 'use astro:head-inject';

export default defineConfig({
  ...(process.env.SITE_URL ? { site: process.env.SITE_URL } : {}),
  base: process.env.SITE_BASE ?? '/',
  outDir: process.env.SITE_OUT ?? 'dist',
  // Not in node_modules, which copies of the project share: the content of one would turn up in another.
  cacheDir: './.cache/astro',
  trailingSlash: 'always',
  // Nine kilobytes with each page, so that it is painted as soon as it has come; styles may stand in a page by its policy.
  build: { inlineStylesheets: 'always' },
  devToolbar: { enabled: false },
  integrations: [notebook(), mdx(), site()],
  markdown: {
    processor: unified({
      remarkPlugins: [remarkMath, [weave, { root }]],
      rehypePlugins: [rehypeTemml, keepTogether],
    }),
    shikiConfig: { theme: tokenTheme, transformers: [tokenClasses] },
  },
  vite: {
    build: {
      // A script that stands in the page would need a word in the page's policy; so would a font as data.
      assetsInlineLimit: 0,
      // Licence comments would double the worker; the licences are in licences.txt.
      rolldownOptions: {
        output: { comments: { legal: false } },
        checks: { bundlerTimings: false },
        onLog(level, log, tell) {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE' || !log.message.includes(astroMark)) tell(level, log);
        },
      },
    },
    // The sandbox's worker has all in one file, what others load later too.
    worker: { rolldownOptions: { checks: { bundlerTimings: false, ineffectiveDynamicImport: false } } },
  },
});

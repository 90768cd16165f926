/**
 * The Vite plugin that gives the tangled cells to bundlers: `virtual:notebook/live` for the worker and the freeze,
 * `virtual:notebook/view` for the page and the freeze,
 * `virtual:notebook/claims` for the page, `virtual:notebook/data` for what fetches data files, `virtual:notebook/sandbox` for
 * what opens the sandbox.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { relayHash } from '../sandbox/policy-hash.ts';
import { chapterFiles, chapterFolder, readChapter } from './chapters.ts';
import { slugOf } from './parse.ts';
import { assetFolder } from './reach.ts';
import { moduleName, tangleCell, tangleLiveIndex, tangleViewIndex } from './tangle.ts';
import { claimsModule, tangleClaims } from './tangle-claims.ts';

/** Where tangled modules seem to lie: nothing is written there. */
export const tangleFolder = '.notebook';

/** How a tangled module imports the runtime's types. */
export const contractModule = '#contract';

export function notebookModules(root: string): Plugin {
  const base = join(root, tangleFolder).replaceAll('\\', '/');
  return {
    name: 'notebook-modules',
    enforce: 'pre',
    resolveId(source, importer) {
      const index = /^virtual:notebook\/(live|view|claims|data|sandbox)$/.exec(source);
      if (index) return `${base}/${index[1]}.ts`;
      // As the page asks for it after an edit.
      if (source.startsWith(`/${tangleFolder}/`)) return `${base}${source.slice(tangleFolder.length + 1)}`;
      const from = importer?.replaceAll('\\', '/').replace(/\?.*$/, '');
      if (from?.startsWith(`${base}/`) && source.startsWith('./'))
        return join(from, '..', source).replaceAll('\\', '/');
      return undefined;
    },
    load(id) {
      const path = id.replaceAll('\\', '/').replace(/\?.*$/, '');
      if (!path.startsWith(`${base}/`)) return undefined;
      return loadTangled(root, relative(base, path).replaceAll('\\', '/'), (file) => {
        this.addWatchFile(join(root, file));
      });
    },
  };
}

/** Each data file and what names its content, so that no cache gives that of another build. */
function dataVersions(root: string): Record<string, string> {
  const folder = join(root, assetFolder);
  return Object.fromEntries(
    readdirSync(folder).map((name) => {
      const hash = createHash('sha256').update(readFileSync(join(folder, name)));
      return [name, hash.digest('hex').slice(0, 12)];
    }),
  );
}

function loadTangled(root: string, path: string, watch: (file: string) => void) {
  const files = chapterFiles(root);
  const [slug = '', name = ''] = path.split('/');
  if (name === '') {
    const kind = slug.replace(/\.ts$/, '');
    if (kind === 'data')
      return { code: `export default ${JSON.stringify(dataVersions(root))};\n`, map: null };
    if (kind === 'sandbox') return { code: `export default ${JSON.stringify(relayHash)};\n`, map: null };
    const rows = files
      .map(slugOf)
      .map((known) => `  ${JSON.stringify(known)}: () => import('./${known}/${kind}.ts'),`);
    return { code: `export default {\n${rows.join('\n')}\n};\n`, map: null };
  }
  // The one chapter alone: a mistake in another must not keep this one from its page.
  const file = files.find((candidate) => slugOf(candidate) === slug);
  if (!file) throw new Error(`There is no chapter “${slug}” in ${chapterFolder}.`);
  const chapter = readChapter(root, file);
  watch(chapter.file);
  if (name === 'live.ts') return { code: tangleLiveIndex(chapter), map: null };
  if (name === 'view.ts') return { code: tangleViewIndex(chapter), map: null };
  if (name === claimsModule) {
    const { code, map } = tangleClaims(chapter, contractModule);
    return { code, map: JSON.stringify(map(chapter.file, chapter.text)) };
  }
  const cell = chapter.cells.find((candidate) => moduleName(candidate.source) === name);
  if (!cell) throw new Error(`Chapter “${slug}” has no cell module “${name}”.`);
  const { code, map } = tangleCell(chapter, cell, contractModule);
  return { code, map: JSON.stringify(map(chapter.file, chapter.text)) };
}

/** The Astro integration: checks the chapters before a build, and gives the cells to the bundlers. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { writeSearchIndex } from '../apparatus/search-index.ts';
import { unrecorded } from '../site/addresses.ts';
import { tfjs } from '../tensor/bundling.ts';
import { homeSlug } from './address.ts';
import { figuresFolder, heavyFigure, weaveFigure } from './away-figures.ts';
import { authoring } from './authoring.ts';
import { chapterFiles, readChapters } from './chapters.ts';
import { checkChapters } from './check.ts';
import { codeFolder, foldCode, isFolded, shownCode } from './code-files.ts';
import { cellMaps } from './cell-maps.ts';
import { figureStyles } from './figure-styles.ts';
import { notebookModules } from './modules.ts';
import { readPublished } from './published.ts';
import { valuesFileOf, valuesFolder } from './values-file.ts';

/** Packages that cells load when they run, and those of tfjs that are no ES modules. */
const lateDependencies = [
  '@observablehq/inputs',
  '@observablehq/plot',
  '@observablehq/runtime',
  'pure-rand/generator/xoroshiro128plus',
  '@tensorflow/tfjs-core > long',
  '@tensorflow/tfjs-core > seedrandom',
];

/** The parts of d3 that the chapters' cells import. */
function partsOfD3(root: string): string[] {
  const texts = chapterFiles(root).map((file) => readFileSync(file, 'utf8'));
  return [...new Set(texts.join('\n').match(/(?<=from\s+['"])d3-[a-z-]+(?=['"])/g))];
}

export function notebook(): AstroIntegration {
  let root = '';
  let building = false;
  return {
    name: 'notebook',
    hooks: {
      'astro:config:setup': ({ config, command, updateConfig }) => {
        building = command === 'build';
        root = fileURLToPath(config.root);
        updateConfig({
          vite: {
            build: { sourcemap: 'hidden' },
            plugins: [
              notebookModules(root),
              cellMaps(root),
              ...(command === 'dev' ? [tfjs(), authoring(root)] : []),
            ],
            // Found late, they would reload the page while a cell runs.
            optimizeDeps: { include: [...lateDependencies, ...(command === 'dev' ? partsOfD3(root) : [])] },
            worker: { format: 'es', plugins: () => [tfjs(), notebookModules(root), cellMaps(root)] },
          },
        });
      },
      // Before Astro reads the chapters by itself: what it says of them has no place.
      'astro:config:done': ({ logger }) => {
        if (!building) return;
        const { chapters, unmeasured } = checkChapters(root);
        const cells = chapters.reduce((sum, chapter) => sum + chapter.cells.length, 0);
        if (unmeasured.length > 0)
          logger.warn(
            `No other seeds were run for these claims: ${unmeasured.join(', ')}.\n  Remedy: npm run verify -- --seeds 5 --publish`,
          );
        const fresh = unrecorded(root, chapters);
        if (fresh.length > 0)
          logger.warn(
            `These addresses are not recorded yet, so nothing would say that one of them is lost: ${fresh.slice(0, 5).join(', ')}${fresh.length > 5 ? ` and ${fresh.length - 5} more` : ''}.\n  Remedy: npm run freeze`,
          );
        logger.info(
          `${cells} cells in ${chapters.length} chapters: names, types, data and frozen outputs agree`,
        );
      },
      'astro:build:done': async ({ dir, logger }) => {
        const write = (folder: string, { name, text }: { name: string; text: string }): void => {
          const path = join(fileURLToPath(dir), folder);
          mkdirSync(path, { recursive: true });
          writeFileSync(join(path, name), text);
        };
        const styles = figureStyles(root);
        for (const chapter of readChapters(root)) {
          const { slug } = chapter;
          const heavy = slug === homeSlug ? heavyFigure.home : heavyFigure.chapter;
          const frozen = readPublished(root, chapter);
          write(valuesFolder, valuesFileOf(root, chapter));
          for (const source of chapter.cells.map((cell) => cell.source)) {
            const { id, title = id } = source;
            const name = `${slug}.${id}`;
            if (isFolded(source)) write(codeFolder, await foldCode(shownCode(source), name, ''));
            const place = { name, title, styles, home: '', heavy };
            for (const file of weaveFigure(frozen.get(id)?.markup ?? '', place).files)
              write(figuresFolder, file);
          }
        }
        const slugs = readChapters(root).map(({ slug }) => slug);
        const records = await writeSearchIndex(fileURLToPath(dir), new Set(slugs));
        logger.info(`${records} places can be searched`);
      },
    },
  };
}

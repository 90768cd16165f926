/** The Astro integration that writes what is made from the built site as a whole. */

import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { isDataPath } from '../notebook/address.ts';
import { readChapters } from '../notebook/chapters.ts';
import { placeOf, type Place } from './address.ts';
import { readAddresses } from './addresses.ts';
import { checkBuilt } from './built-addresses.ts';
import { listChapters } from './chapters.ts';
import { letScriptsComeLate } from './late-script.ts';
import { listLinkable } from './linkable.ts';
import { isPage, pageOf, readMoved } from './moved.ts';
import { bundleServiceWorker, listFiles } from './precache.ts';
import { robotsOf, sitemapOf } from './sitemap.ts';

export function site(): AstroIntegration {
  let root = '';
  let place: Place = placeOf(undefined, '/');
  return {
    name: 'site',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = fileURLToPath(config.root);
        place = placeOf(config.site ? new URL(config.site) : undefined, config.base);
      },
      'astro:build:done': async ({ dir, pages, logger }) => {
        const folder = fileURLToPath(dir);
        const moves = readMoved(root);
        for (const { from, to } of moves.filter(({ from }) => !isPage(from) && from === pageOf(from))) {
          mkdirSync(dirname(join(folder, from)), { recursive: true });
          copyFileSync(join(folder, to), join(folder, from));
        }
        const paths = pages
          .map(({ pathname }) => pathname)
          .filter((path) => !/^(404\/?$|embed\/)/.test(path) && !isDataPath(path))
          .filter((path) => !moves.some(({ from }) => from === `/${path}`));
        const days = new Map(
          listChapters(root).flatMap(({ path, updated, published }) => {
            const day = updated ?? published;
            return day ? [[path, day] as const] : [];
          }),
        );
        writeFileSync(join(folder, 'sitemap.xml'), sitemapOf(place, paths, days));
        writeFileSync(join(folder, 'robots.txt'), robotsOf(place));
        const chapters = readChapters(root);
        const lost = checkBuilt(folder, [
          ...readAddresses(root),
          ...listLinkable(root, chapters).map(({ address }) => address),
        ]);
        if (lost.length > 0) throw new Error(`Addresses that others link to:\n  ${lost.join('\n  ')}`);
        letScriptsComeLate(folder);
        // Last, for it names the content of all other files.
        const kept = listFiles(folder);
        writeFileSync(join(folder, 'service-worker.js'), await bundleServiceWorker(root, kept));
        logger.info(`${kept.files.length} files can be kept for offline, as version ${kept.version}`);
      },
    },
  };
}

/** The Astro integration that writes what is made from the built site as a whole. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { placeOf, type Place } from './address.ts';
import { listChapters } from './chapters.ts';
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
        const paths = pages.map(({ pathname }) => pathname).filter((path) => !/^404\/?$/.test(path));
        const days = new Map(
          listChapters(root).flatMap(({ path, updated, published }) => {
            const day = updated ?? published;
            return day ? [[path, day] as const] : [];
          }),
        );
        writeFileSync(join(folder, 'sitemap.xml'), sitemapOf(place, paths, days));
        writeFileSync(join(folder, 'robots.txt'), robotsOf(place));
        // Last, for it names the content of all other files.
        const kept = listFiles(folder);
        writeFileSync(join(folder, 'service-worker.js'), await bundleServiceWorker(root, kept));
        logger.info(`${kept.files.length} files can be kept for offline, as version ${kept.version}`);
      },
    },
  };
}

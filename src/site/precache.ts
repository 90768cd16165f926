/** What the service worker of a build keeps: every file that a reader's page can ask for. */

import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

export interface Kept {
  readonly version: string;
  readonly files: readonly (readonly [path: string, hash: string])[];
}

/**
 * For others, not for readers: crawlers, feeds, places where links are shown, the pages of those who embed a figure. And what a
 * kept page says itself: its tables as CSV.
 */
const left =
  /^(pictures\/|embed\/|sitemap\.xml$|robots\.txt$|feed\.xml$|llms\.txt$|links\.json$|service-worker\.js$)|\.(map|csv)$/;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** All files of a built site with their hashes, and the hash of all of these. */
export function listFiles(folder: string): Kept {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .filter((path) => !left.test(path))
    .sort()
    .map((path) => [path, hashOf(readFileSync(join(folder, path)))] as const);
  return { version: hashOf(Buffer.from(JSON.stringify(files))), files };
}

/** The service worker as a script of its own, with the list in it. */
export async function bundleServiceWorker(root: string, kept: Kept): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    define: { __BUILD__: JSON.stringify(kept) },
    build: {
      write: false,
      lib: { entry: join(root, 'src/site/service-worker.ts'), formats: ['iife'], name: 'offline' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const [chunk] = output && 'output' in output ? output.output : [];
  if (chunk?.type !== 'chunk') throw new Error('The service worker could not be bundled.');
  return chunk.code;
}

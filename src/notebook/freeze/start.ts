/** What the freeze and the verification begin with. */

import { startNodeBackend, useNodeAssets } from '../../../scripts/node-host.ts';
import { readChapters } from '../chapters.ts';
import type { LinkedChapter } from '../types.ts';

/** The chapters of these slugs, or all; ends the process when there is none of a name. */
export function chaptersAsked(root: string, slugs: readonly string[]): LinkedChapter[] {
  const chapters = readChapters(root);
  const unknown = slugs.filter((slug) => !chapters.some((chapter) => chapter.slug === slug));
  if (unknown.length > 0) {
    const known = chapters.map((chapter) => chapter.slug).join(', ');
    console.error(`No chapter “${unknown.join('”, “')}”. Chapters: ${known}.`);
    process.exit(2);
  }
  return chapters.filter(({ slug }) => slugs.length === 0 || slugs.includes(slug));
}

/** Starts the reference backend; ends the process where it cannot be had. */
export async function startReference(doing: string): Promise<void> {
  useNodeAssets();
  const { backend, reason } = await startNodeBackend();
  console.log(`${doing} on the ${backend} backend. ${reason}`);
  if (backend === 'wasm') return;
  console.error('Published outputs are made on the wasm backend, which could not be started here.');
  process.exit(1);
}

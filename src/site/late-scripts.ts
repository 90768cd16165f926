/** The scripts of a page come after what is seen of it: nothing that stands in the page waits for one, and a press is kept. */

import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page whose module scripts give way to its text and its fonts on a slow line; browsers fetch them as urgently otherwise. */
export function lateScripts(html: string): string {
  return html.replaceAll('<script type="module" src=', '<script fetchpriority="low" type="module" src=');
}

/** Does so in all pages of a built site. */
export function letScriptsComeLate(folder: string): void {
  for (const page of globSync('**/*.html', { cwd: folder })) {
    const path = join(folder, page);
    writeFileSync(path, lateScripts(readFileSync(path, 'utf8')));
  }
}

/** The scripts of a page come after what is seen of it: nothing that stands in the page waits for one, and a press is kept. */

import { globSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Astro's own tag. */
const script = /<script type="module" src="([^"]*\/)[^"/]+"/g;

/**
 * A page whose module scripts, and the file that they share, give way to its text and its fonts on a slow line. Browsers
 * fetch them as urgently as fonts otherwise.
 *
 * @param shared name of the file that they import
 */
export function lateScripts(html: string, shared: string | undefined): string {
  const folder = script.exec(html)?.[1];
  script.lastIndex = 0;
  if (folder === undefined) return html;
  const late = html.replace(script, (tag) => tag.replace('<script', '<script fetchpriority="low"'));
  return shared === undefined
    ? late
    : late.replace(
        '</head>',
        `<link rel="modulepreload" href="${folder}${shared}" fetchpriority="low"></head>`,
      );
}

/** Does so in all pages of a built site. */
export function letScriptsComeLate(folder: string): void {
  const shared = readdirSync(join(folder, '_astro')).find((name) => /^shared\..+\.js$/.test(name));
  for (const page of globSync('**/*.html', { cwd: folder })) {
    const path = join(folder, page);
    writeFileSync(path, lateScripts(readFileSync(path, 'utf8'), shared));
  }
}

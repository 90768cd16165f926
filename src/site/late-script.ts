/** A browser that meets the script of a page asks for it at once; a built page only names it, for its head to ask later. */

import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptName } from '../runtime/late-script.ts';

/**
 * A page whose script comes when the page has been painted.
 *
 * @throws {Error} where there is more than one, for then something would never come
 */
export function lateScript(html: string): string {
  const [script, ...others] = html.match(/<script type="module" src="[^"]*"><\/script>/g) ?? [];
  if (!script) return html;
  if (others.length > 0) throw new Error(`One script is fetched for a page, not also ${others.join(', ')}`);
  const address = script.slice(script.indexOf('src="') + 5, script.lastIndexOf('"'));
  return html
    .replace(script, '')
    .replace('</head>', `<meta name="${scriptName}" content="${address}"></head>`);
}

/** Does so in all pages of a built site. */
export function letScriptsComeLate(folder: string): void {
  for (const page of globSync('**/*.html', { cwd: folder })) {
    const path = join(folder, page);
    try {
      writeFileSync(path, lateScript(readFileSync(path, 'utf8')));
    } catch (error) {
      throw new Error(`${page}: ${(error as Error).message}`, { cause: error });
    }
  }
}

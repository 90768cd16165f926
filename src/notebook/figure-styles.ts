/** The site's colours for a figure that is shown as an image, where the page's styles do not reach. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rules that hold only where a figure is a document of its own. */
export function figureStyles(root: string): string {
  const css = readFileSync(join(root, 'src/styles/tokens.css'), 'utf8');
  const colours = css.match(/--[a-z-]+: light-dark\([^)]*\);/g) ?? [];
  return `svg:root{color-scheme:light dark;color:var(--ink);font-family:sans-serif;${colours.join('')}}`;
}

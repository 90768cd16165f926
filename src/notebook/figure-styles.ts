/**
 * The site's colours for a figure that is shown as an image, where the page's styles do not reach, and neither do its fonts: a
 * system's own stands in, of such a size that words are as wide.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rules that hold only where a figure is a document of its own. */
export function figureStyles(root: string): string {
  const css = readFileSync(join(root, 'src/styles/tokens.css'), 'utf8');
  const colours = css.match(/--[a-z-]+: light-dark\([^)]*\);/g) ?? [];
  return `svg:root{color-scheme:light dark;color:var(--ink);font:11.7px Arial,'Liberation Sans',Helvetica,sans-serif;${colours.join('')}}`;
}

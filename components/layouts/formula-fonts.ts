/** The fonts of formulas, for pages that open with one: they come with the page, so that nothing moves when they are there. */

import greek from '../../src/fonts/greek.woff2?url';
import letters from '../../src/fonts/letters.woff2?url';
import signs from '../../src/fonts/signs.woff2?url';

const greekLetter =
  /\\(alpha|beta|gamma|delta|(var)?epsilon|eta|theta|lambda|mu|nu|pi|rho|sigma|tau|(var)?phi|chi|psi|omega)(?![a-z])/i;

/** Those that a text of Markdown with `$…$` is set in. */
export function formulaFonts(text: string): string[] {
  if (!/\$[^$]+\$/.test(text)) return [];
  return [letters, signs, ...(greekLetter.test(text) ? [greek] : [])];
}

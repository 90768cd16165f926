/** Numbered formulas: `\label{eq-charge}` inside of `$$` gives the formula an anchor and a number. */

const label = /\\label\{([^}]*)\}/g;

/** The labels written in a formula, each with its place in it. */
export function labelsOf(tex: string): { id: string; index: number; length: number }[] {
  return [...tex.matchAll(label)].map((match) => ({
    id: match[1] ?? '',
    index: match.index,
    length: match[0].length,
  }));
}

/** The formula alone; spaces stand for its labels, so that every other place in it stays what it was. */
export function withoutLabels(tex: string): string {
  return tex.replace(label, (written) => ' '.repeat(written.length));
}

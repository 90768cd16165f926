/** How a work is named in a line of text: “Cohen & Welling 2016”, “Cohen and Welling (2016)”. */

import type { Work } from './work.ts';

/** Names and year of a work, as they stand in the text. */
export interface ShortForm {
  /** “Cohen & Welling”, “Bronstein et al.” */
  readonly names: string;
  /** “Cohen and Welling” */
  readonly spoken: string;
  /** “2016”, or “2016a” where another work would be named alike. */
  readonly year: string;
}

/** The short forms of all works; works of the same names and year are told apart by letters. */
export function shortForms(works: readonly Work[]): Map<string, ShortForm> {
  const alike = new Map<string, string[]>();
  for (const work of works) {
    const name = `${namesOf(work, '&')} ${work.year}`;
    alike.set(name, [...(alike.get(name) ?? []), work.key]);
  }
  return new Map(
    works.map((work) => {
      const same = alike.get(`${namesOf(work, '&')} ${work.year}`) ?? [];
      const letter = same.length > 1 ? String.fromCharCode('a'.charCodeAt(0) + same.indexOf(work.key)) : '';
      return [
        work.key,
        { names: namesOf(work, '&'), spoken: namesOf(work, 'and'), year: `${work.year}${letter}` },
      ];
    }),
  );
}

function namesOf({ authors, editors }: Work, and: string): string {
  const [first, second, third] = (authors.length > 0 ? authors : editors).map(({ family }) => family);
  if (first === undefined) return 'Anonymous';
  if (second === undefined) return first;
  return third === undefined ? `${first} ${and} ${second}` : `${first} et al.`;
}

/** The annotated works, on the shelves of the page of further reading. */

import type { LinkedChapter } from '../notebook/types.ts';
import type { Work } from './work.ts';

/** The works that the subject rests on, in the order in which they were written. */
const first = [
  'noether-1918',
  'kosmann-schwarzbach-2011',
  'cohen-welling-2016',
  'bronstein-bruna-cohen-velickovic-2021',
];

interface Shelf {
  /** The chapter; `undefined` of those to begin with, `others` of those that no chapter cites. */
  readonly slug: string | undefined;
  readonly works: readonly Work[];
}

/** Each annotated work once: on the shelf of the first chapter that cites it, in the order of its citations. */
export function arrangeReading(works: readonly Work[], chapters: readonly LinkedChapter[]): Shelf[] {
  const left = new Map(works.filter(({ annotation }) => annotation).map((work) => [work.key, work]));
  const take = (keys: readonly string[]): Work[] =>
    [...new Set(keys)].flatMap((key) => {
      const work = left.get(key);
      left.delete(key);
      return work ?? [];
    });
  const shelves: Shelf[] = [
    { slug: undefined, works: take(first) },
    ...chapters.map(({ slug, apparatus }) => ({
      slug,
      works: take(apparatus.citations.flatMap(({ keys }) => keys)),
    })),
  ];
  shelves.push({ slug: 'others', works: take([...left.keys()]) });
  return shelves.filter((shelf) => shelf.works.length > 0);
}

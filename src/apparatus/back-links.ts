/** Where in the chapters a work is cited, or a term used. */

import type { LinkedChapter } from '../notebook/types.ts';
import { citationId } from './weave-citation.ts';

/** A place in a chapter, as an anchor of its page. */
export interface BackLink {
  readonly slug: string;
  readonly anchor: string;
}

/** The places of the chapters that cite each work, by its key, in reading order. */
export function citingPlaces(chapters: readonly LinkedChapter[]): Map<string, BackLink[]> {
  const places = new Map<string, BackLink[]>();
  for (const { slug, apparatus } of chapters) {
    const counts = new Map<string, number>();
    for (const key of apparatus.citations.flatMap(({ keys }) => keys)) {
      const n = (counts.get(key) ?? 0) + 1;
      counts.set(key, n);
      places.set(key, [...(places.get(key) ?? []), { slug, anchor: citationId(key, n) }]);
    }
  }
  return places;
}

/** The first use of each term in each chapter, by the term's id. */
export function firstUses(chapters: readonly LinkedChapter[]): Map<string, BackLink[]> {
  const uses = new Map<string, BackLink[]>();
  for (const { slug, apparatus } of chapters)
    for (const of of new Set(apparatus.terms.map((use) => use.of)))
      uses.set(of, [...(uses.get(of) ?? []), { slug, anchor: termId(of, 1) }]);
  return uses;
}

/** The anchor of a chapter's n-th use of a term. */
export const termId = (of: string, n: number): string => `term-${of}-${n}`;

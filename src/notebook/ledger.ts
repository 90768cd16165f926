/** The ledger: every claim on the site, with what it rests on and what has been seen of it. */

import type { Claimed, ClaimKind } from '../runtime/judge.ts';
import { addressOf } from './address.ts';
import { readChapters } from './chapters.ts';
import { claimText } from './claim-text.ts';
import { freezeKeys } from './freeze-key.ts';
import { conditionOf, judgeClaims } from './judge-claims.ts';
import { publishedValues, readPublished } from './published.ts';
import { claimKey, readVerified, spreadOf, type Spread } from './verified-files.ts';

/** One row of the ledger and of `claims.json`. */
export interface LedgerEntry {
  readonly id: string;
  /** Slug of its chapter. */
  readonly chapter: string;
  /** Address of the sentence, below the site's base. */
  readonly url: string;
  readonly text: string;
  readonly kind: ClaimKind;
  /** The condition as its author wrote it. */
  readonly condition: string;
  readonly value: Claimed | null;
  readonly bound: Claimed | null;
  /** For how many seeds it was checked; 0 for what is measured on the reader's machine. */
  readonly seeds: number;
  /** Over these seeds; `null` where only the published one was run. */
  readonly spread: Omit<Spread, 'seeds'> | null;
  readonly status: 'holds' | 'fails' | 'live';
}

/** All claims, in the order of the chapters. `base` is the site's base path. */
export function readLedger(root: string, base: string): LedgerEntry[] {
  const home = base.replace(/\/?$/, '/');
  const chapters = readChapters(root).filter(({ claims }) => claims.length > 0);
  return chapters.flatMap((chapter) => {
    const { slug } = chapter;
    const keys = freezeKeys(root, chapter);
    const verified = readVerified(root, slug);
    const values = publishedValues(readPublished(root, chapter));
    return judgeClaims(chapter, values).map((judged): LedgerEntry => {
      const { claim, value, bound, status } = judged;
      const spread = spreadOf(verified[claim.id], claimKey(claim, keys));
      return {
        id: claim.id,
        chapter: slug,
        url: `${home}${addressOf(slug)}#${claim.id}`,
        text: claimText(judged, values),
        kind: claim.kind,
        condition: conditionOf(claim),
        value,
        bound,
        seeds: status === 'live' ? 0 : (spread?.seeds ?? 1),
        spread: spread && spread.seeds > 1 ? { held: spread.held, min: spread.min, max: spread.max } : null,
        status,
      };
    });
  });
}

/** Whether a claim's condition holds of a value: the same rule at build, in the ledger and on the reader's page. */

/**
 * What a claim rests on. *exact*: it holds by construction, for every seed; *seeded*: it is what a reproducible run gave;
 * *machine*: it was measured on the reader's own machine and is never pinned.
 */
export const claimKinds = ['exact', 'seeded', 'machine'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** How a value is held against its bound. */
export const claimRelations = ['is', 'below', 'above', 'atMost', 'atLeast'] as const;
export type ClaimRelation = (typeof claimRelations)[number];

/** What a condition may speak of. */
export type Claimed = number | string | boolean;

export interface Condition {
  readonly relation: ClaimRelation;
  readonly value: Claimed;
  readonly bound: Claimed;
  /** For `is` between numbers: |value − bound| ≤ tolerance. Default 0. */
  readonly tolerance?: number | undefined;
}

/** Unit roundoff of float32, 2⁻²⁴: a rounded result is within this share of the exact one. */
export const epsilon = 2 ** -24;

/** Does the condition hold? A value that is not a number (NaN) fulfils none. */
export function holds({ relation, value, bound, tolerance = 0 }: Condition): boolean {
  if (typeof value !== 'number' || typeof bound !== 'number') return relation === 'is' && value === bound;
  switch (relation) {
    case 'is':
      return Math.abs(value - bound) <= tolerance;
    case 'below':
      return value < bound;
    case 'above':
      return value > bound;
    case 'atMost':
      return value <= bound;
    case 'atLeast':
      return value >= bound;
  }
}

/** The sign between a value and its bound. */
export const signs: Readonly<Record<ClaimRelation, string>> = {
  is: '=',
  below: '<',
  above: '>',
  atMost: '≤',
  atLeast: '≥',
};

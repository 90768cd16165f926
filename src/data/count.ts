/** Throws unless each of the named counts is a whole number ≥ `least`. */
export function assertCounts(counts: Readonly<Record<string, number>>, least = 1): void {
  for (const [name, value] of Object.entries(counts)) {
    if (!Number.isInteger(value) || value < least) {
      throw new RangeError(`${name} = ${value}: give a whole number ≥ ${least}.`);
    }
  }
}

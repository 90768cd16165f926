/** Iterations after which a step is given up: a contraction by ½ each would have reached 2⁻¹⁰⁰. */
const MAX_ITERATIONS = 100;

/**
 * Repeats a correction until it no longer gets smaller: the equation of an implicit step is then solved to rounding.
 *
 * `correct` improves the unknowns in place and returns the size of its change relative to them. Throws when the changes
 * do not shrink: the step is too large for the iteration.
 */
export function settle(correct: () => number, method: string, h: number): void {
  let last = Infinity;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const change = correct();
    if (change === 0) return;
    // Near rounding the changes stop shrinking, and nothing more is to be gained.
    if (change >= last && last < 1e-13) return;
    if (!Number.isFinite(change)) break;
    last = change;
  }
  if (last < 1e-13) return;
  throw new Error(
    `${method}: the equation of a step of size ${h} was not solved (last relative change ${last}). Take smaller steps.`,
  );
}

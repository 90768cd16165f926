import type { Matrix } from './matrix.ts';

/** What is this near to a whole number is one, but for rounding. */
const NOTHING = 1e-10;

const snap = (entry: number): number => {
  const whole = Math.round(entry) + 0; // + 0 makes 0 of −0
  return Math.abs(entry - whole) < NOTHING ? whole : entry;
};

/**
 * The reduced row echelon form of linearly independent rows: the one basis of their span in which each vector has a
 * leading 1, and 0 where another one has it.
 *
 * It depends on the span alone, so it is what a person would write down: the span of the sums over orbits, say, gives
 * the indicators of the orbits. Entries within 10⁻¹⁰ of whole numbers are made whole.
 *
 * @throws when the rows are dependent
 */
export function reducedEchelon(rows: Matrix): number[][] {
  const reduced = rows.map((row) => [...row]);
  let column = 0;
  for (let lead = 0; lead < reduced.length; lead++) {
    let best = -1;
    for (; best < 0; column++) {
      if (column === reduced[lead].length) throw new Error('The rows are linearly dependent; give a basis.');
      let most = NOTHING;
      for (let row = lead; row < reduced.length; row++) {
        if (Math.abs(reduced[row][column]) > most) [best, most] = [row, Math.abs(reduced[row][column])];
      }
    }
    [reduced[lead], reduced[best]] = [reduced[best], reduced[lead]];
    const pivot = reduced[lead][column - 1];
    reduced[lead] = reduced[lead].map((entry) => entry / pivot);
    for (let row = 0; row < reduced.length; row++) {
      const factor = reduced[row][column - 1];
      if (row !== lead && factor !== 0)
        reduced[row] = reduced[row].map((entry, j) => entry - factor * reduced[lead][j]);
    }
  }
  return reduced.map((row) => row.map(snap));
}

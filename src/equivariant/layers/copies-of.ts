import { matrixOf } from '../linear/matrix.ts';
import type { IrrepSum } from '../representation/irrep-sum.ts';

/** For each number of a sum of irreps, which copy it belongs to, counted through all blocks. */
function copyIndices({ parts }: IrrepSum): number[] {
  let copy = 0;
  return parts.flatMap(({ irrep, multiplicity }) =>
    Array.from({ length: multiplicity }, () => new Array<number>(irrep.dimension).fill(copy++)).flat(),
  );
}

/** The number of copies in all blocks. */
export const countCopies = ({ parts }: IrrepSum): number =>
  parts.reduce((sum, { multiplicity }) => sum + multiplicity, 0);

/** The matrix [d, copies] that adds up the numbers of each copy; its transpose gives each number that of its copy. */
export function sumOverCopies(sum: IrrepSum): number[][] {
  const copies = copyIndices(sum);
  return matrixOf(sum.dimension, countCopies(sum), (row, copy) => (copies[row] === copy ? 1 : 0));
}

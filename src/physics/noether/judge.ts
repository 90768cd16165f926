import { random } from '../../tensor/random.ts';
import { compile } from '../expression/compile.ts';
import type { Expression, Scalar } from '../expression/expression.ts';

/** Points at which an identity is tried; one that fails somewhere fails almost everywhere. */
const POINTS = 24;
const ATTEMPTS = 400;

/** Relative size below which a sum of terms counts as 0: rounding leaves about 1e-15, times a few tens of terms. */
export const TOLERANCE = 1e-11;

/**
 * How far sums of terms are from being 0 everywhere: the largest |Σ terms| / Σ |terms| at random values of the inputs.
 *
 * The values are normal draws of a fixed seed, so that the verdict is the same every time; where the terms are not
 * finite (a root of something negative, say) others are drawn. A sum of zeros has defect 0.
 * Throws where the terms are finite almost nowhere.
 */
export function defectOf(sums: readonly (readonly Scalar[])[], inputs: readonly Expression[]): number {
  const { run } = compile(sums.flat(), inputs);
  const draw = random(1918);
  let [defect, found] = [0, 0];
  for (let attempt = 0; attempt < ATTEMPTS && found < POINTS; attempt++) {
    const values = run(inputs.map(() => draw.normal()));
    if (!values.every(Number.isFinite)) continue;
    found += 1;
    let next = 0;
    for (const terms of sums) {
      const part = values.subarray(next, next + terms.length);
      next += terms.length;
      const scale = part.reduce((sum, term) => sum + Math.abs(term), 0);
      const total = part.reduce((sum, term) => sum + term, 0);
      if (scale > 0) defect = Math.max(defect, Math.abs(total) / scale);
    }
  }
  if (found < POINTS) {
    throw new Error(
      'The Lagrangian and the transformation are not finite at most random points, so no identity can be tried there. ' +
        'Write them so that they are defined for coordinates and velocities of size 1.',
    );
  }
  return defect;
}

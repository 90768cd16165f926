import type { Trajectory } from '../integrators/integrate.ts';
import type { Noether } from './noether.ts';

/** A charge along a motion. */
export interface ChargeAlong {
  readonly t: Float64Array;
  /** Q at those times. */
  readonly charge: Float64Array;
  /** Q at the start + ∫ dQ/dt: what the theorem predicts, conserved or not. */
  readonly predicted: Float64Array;
  /** The largest |Q − Q₀| relative to the largest sum of the sizes of the terms of Q. */
  readonly drift: number;
}

/**
 * Follows a Noether charge along a motion, beside what its rate predicts (a cubic rule, error h⁴ of the recorded spacing).
 *
 * @example
 * ```ts
 * import { chargeAlong, integrate, kepler, mul, noether, perturb, rotation, yoshida4 } from '#physics';
 *
 * const tilted = perturb(kepler(), ([x]) => mul(-0.01, x)); // a weak force along −x
 * const orbit = integrate(tilted, kepler().start, { method: yoshida4, step: 0.01, steps: 2000 });
 * const { charge, predicted, drift } = chargeAlong(noether(tilted, rotation), orbit);
 * ({ last: charge[2000], predicted: predicted[2000], drift });
 * ```
 */
export function chargeAlong({ charge, rate, scale }: Noether, { t, q, v }: Trajectory): ChargeAlong {
  const values = t.map((time, i) => charge({ q: q[i], v: v[i], t: time }));
  const rates = t.map((time, i) => rate({ q: q[i], v: v[i], t: time }));
  const predicted = accumulate(rates, t.length > 1 ? t[1] - t[0] : 0).map((change) => values[0] + change);
  const largest = (list: Float64Array): number =>
    list.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const off = largest(values.map((value) => value - values[0]));
  const size = largest(t.map((time, i) => scale({ q: q[i], v: v[i], t: time })));
  return { t, charge: values, predicted, drift: off === 0 ? 0 : off / size };
}

/** ∫ from the first value to each, of values h apart: through each four neighbours a cubic; a trapezium where there are fewer. */
function accumulate(values: Float64Array, h: number): Float64Array {
  const n = values.length;
  const sums = new Float64Array(n);
  for (let i = 1; i < n; i++) {
    const [a, b] = [values[i - 1], values[i]];
    let part = (a + b) / 2;
    if (n >= 4) {
      if (i === 1) part = (9 * a + 19 * b - 5 * values[2] + values[3]) / 24;
      else if (i === n - 1) part = (9 * b + 19 * a - 5 * values[n - 3] + values[n - 4]) / 24;
      else part = (13 * (a + b) - values[i - 2] - values[i + 1]) / 24;
    }
    sums[i] = sums[i - 1] + h * part;
  }
  return sums;
}

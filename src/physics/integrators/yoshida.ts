import { leapfrog } from './leapfrog.ts';
import type { Method } from './method.ts';

const CUBE_ROOT_OF_2 = 1.2599210498948732;
const OUTER = 1 / (2 - CUBE_ROOT_OF_2);
const INNER = -CUBE_ROOT_OF_2 * OUTER;

/**
 * Three steps of a reversible second-order method, of sizes w₁h, w₀h, w₁h with w₁ = 1/(2 − 2^⅓), w₀ = −2^⅓ w₁: order 4.
 *
 * Symplectic if the method is. Throws a RangeError for a method of another order.
 * Source: Yoshida 1990, doi:10.1016/0375-9601(90)90092-3.
 *
 * @example
 * ```ts
 * import { implicitMidpoint, yoshida } from '#physics';
 *
 * const { name, order, symplectic } = yoshida(implicitMidpoint);
 * ({ name, order, symplectic });
 * ```
 */
export function yoshida(method: Method): Method {
  if (method.order !== 2) {
    throw new RangeError(
      `yoshida(method) raises a method of order 2; ${method.name} has order ${method.order}.`,
    );
  }
  return {
    name: `Yoshida 4 of ${method.name}`,
    order: 4,
    symplectic: method.symplectic,
    prepare(equations) {
      const step = method.prepare(equations);
      return (q, p, t, h) => {
        step(q, p, t, OUTER * h);
        step(q, p, t + OUTER * h, INNER * h);
        step(q, p, t + (OUTER + INNER) * h, OUTER * h);
      };
    },
  };
}

/**
 * Yoshida's fourth-order symplectic method, of leapfrog steps: for H = T(p) + V(q, t) only.
 *
 * @example
 * ```ts
 * import { integrate, kepler, keplerPeriod, yoshida4 } from '#physics';
 *
 * const steps = 1000;
 * const step = keplerPeriod(1) / steps;
 * const { q } = integrate(kepler(), { q: [1, 0], v: [0, 1] }, { method: yoshida4, step, steps, every: steps });
 * Array.from(q[1]); // once around, and back
 * ```
 */
export const yoshida4: Method = { ...yoshida(leapfrog), name: 'Yoshida 4' };

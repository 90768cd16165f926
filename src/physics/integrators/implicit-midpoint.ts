import type { Method } from './method.ts';
import { settle } from './settle.ts';

/**
 * The implicit midpoint rule: z₁ = z₀ + h f((z₀ + z₁)/2, t + h/2), z = (q, p). For every system.
 *
 * Second order, symplectic, reversible; it keeps every quadratic invariant (linear and angular momentum, energy of an
 * oscillator) to rounding. The equation is solved by iteration to rounding; throws when the step is too large for that.
 * Source: Hairer, Lubich & Wanner, Geometric Numerical Integration (2006), thms. IV.2.1, VI.4.2, doi:10.1007/3-540-30666-8.
 *
 * @example
 * ```ts
 * import { doublePendulum, implicitMidpoint, integrate } from '#physics';
 *
 * const system = doublePendulum();
 * const { energy } = integrate(system, system.start, { method: implicitMidpoint, step: 0.01, steps: 500, every: 100 });
 * Array.from(energy);
 * ```
 */
export const implicitMidpoint: Method = {
  name: 'implicit midpoint',
  order: 2,
  symplectic: true,
  prepare({ degrees: n, velocity, force }) {
    const middle = { q: new Float64Array(n), p: new Float64Array(n) };
    const step = { q: new Float64Array(n), p: new Float64Array(n) };
    return (q, p, t, h) => {
      step.q.set(velocity(q, p, t));
      step.p.set(force(q, p, t));
      for (let i = 0; i < n; i++) {
        step.q[i] *= h;
        step.p[i] *= h;
      }
      const correct = (): number => {
        for (let i = 0; i < n; i++) {
          middle.q[i] = q[i] + 0.5 * step.q[i];
          middle.p[i] = p[i] + 0.5 * step.p[i];
        }
        const rate = velocity(middle.q, middle.p, t + 0.5 * h);
        let change = 0;
        for (let i = 0; i < n; i++) {
          const next = h * rate[i];
          change = Math.max(change, Math.abs(next - step.q[i]) / (1 + Math.abs(q[i])));
          step.q[i] = next;
        }
        const push = force(middle.q, middle.p, t + 0.5 * h);
        for (let i = 0; i < n; i++) {
          const next = h * push[i];
          change = Math.max(change, Math.abs(next - step.p[i]) / (1 + Math.abs(p[i])));
          step.p[i] = next;
        }
        return change;
      };
      settle(correct, 'Implicit midpoint', h);
      for (let i = 0; i < n; i++) {
        q[i] += step.q[i];
        p[i] += step.p[i];
      }
    };
  },
};

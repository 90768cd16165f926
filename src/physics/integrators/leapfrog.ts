import type { Method } from './method.ts';

/**
 * Leapfrog, or Störmer–Verlet: half a kick, a drift, half a kick. For H = T(p) + V(q, t) only.
 *
 * p ← p + ½h F(q, t), q ← q + h ∂T/∂p, p ← p + ½h F(q, t + h). Second order, symplectic, reversible; it keeps linear and
 * angular momentum to rounding. Throws where H is not of that form.
 * Source: Hairer, Lubich & Wanner 2003, doi:10.1017/S0962492902000144.
 *
 * @example
 * ```ts
 * import { integrate, leapfrog, pendulum } from '#physics';
 *
 * const motion = (step: number) =>
 *   integrate(pendulum(), { q: [1], v: [0] }, { method: leapfrog, step, steps: 10 / step, every: 10 / step });
 * const [coarse, middle, fine] = [0.1, 0.05, 0.025].map((step) => motion(step).q[1][0]);
 * (coarse - middle) / (middle - fine); // 2² for order 2
 * ```
 */
export const leapfrog: Method = {
  name: 'leapfrog',
  order: 2,
  symplectic: true,
  prepare({ degrees: n, velocity, force, inseparable }) {
    if (inseparable !== undefined) {
      throw new Error(
        `Leapfrog needs H = T(p) + V(q, t), but of this system ${inseparable}. ` +
          'Use variational or implicitMidpoint (to fourth order: yoshida(implicitMidpoint)).',
      );
    }
    return (q, p, t, h) => {
      const before = force(q, p, t);
      for (let i = 0; i < n; i++) p[i] += 0.5 * h * before[i];
      const rate = velocity(q, p, t);
      for (let i = 0; i < n; i++) q[i] += h * rate[i];
      const after = force(q, p, t + h);
      for (let i = 0; i < n; i++) p[i] += 0.5 * h * after[i];
    };
  },
};

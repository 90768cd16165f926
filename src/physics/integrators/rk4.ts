import type { Method } from './method.ts';

/**
 * The classical fourth-order Runge–Kutta method. It applies to everything and is not symplectic: energy drifts.
 *
 * Source: Hairer, Nørsett & Wanner, Solving Ordinary Differential Equations I, table II.1.2, doi:10.1007/978-3-540-78862-1.
 *
 * @example
 * ```ts
 * import { integrate, kepler, rk4, yoshida4 } from '#physics';
 *
 * const drift = [rk4, yoshida4].map((method) => {
 *   const { energy } = integrate(kepler(), kepler().start, { method, step: 0.1, steps: 5000, every: 5000 });
 *   return energy[1] - energy[0];
 * });
 * drift; // the one loses energy orbit after orbit, the other does not
 * ```
 */
export const rk4: Method = {
  name: 'Runge–Kutta 4',
  order: 4,
  symplectic: false,
  prepare({ degrees: n, velocity, force }) {
    const [at, momentum] = [new Float64Array(n), new Float64Array(n)];
    const rates = Array.from({ length: 4 }, () => ({ q: new Float64Array(n), p: new Float64Array(n) }));
    const offsets = [0, 0.5, 0.5, 1];
    return (q, p, t, h) => {
      for (let stage = 0; stage < 4; stage++) {
        const ahead = offsets[stage] * h;
        const last = rates[Math.max(stage - 1, 0)];
        for (let i = 0; i < n; i++) {
          at[i] = ahead === 0 ? q[i] : q[i] + ahead * last.q[i];
          momentum[i] = ahead === 0 ? p[i] : p[i] + ahead * last.p[i];
        }
        rates[stage].q.set(velocity(at, momentum, t + ahead));
        rates[stage].p.set(force(at, momentum, t + ahead));
      }
      const [k1, k2, k3, k4] = rates;
      for (let i = 0; i < n; i++) {
        q[i] += (h / 6) * (k1.q[i] + 2 * (k2.q[i] + k3.q[i]) + k4.q[i]);
        p[i] += (h / 6) * (k1.p[i] + 2 * (k2.p[i] + k3.p[i]) + k4.p[i]);
      }
    };
  },
};

import { solveInPlace } from '../linear-solve.ts';
import type { Method } from './method.ts';
import { settle } from './settle.ts';

/**
 * The variational integrator of the discrete Lagrangian L_d(q₀, q₁) = ½h [L(q₀, w, t) + L(q₁, w, t + h)], w = (q₁ − q₀)/h.
 *
 * It makes the sum of L_d stationary, p₀ = −∂L_d/∂q₀, p₁ = ∂L_d/∂q₁, so Noether's theorem holds for it too: whatever
 * linear transformation of q leaves L unchanged has a charge that is kept to rounding. Second order, symplectic,
 * reversible; for L = T(v) − V(q) it is leapfrog. A dissipative force enters as in the discrete d'Alembert principle.
 * Needs a Lagrangian; throws without one, where ∂²L/∂v² is singular, and when a step is too large to be solved.
 * Source: Marsden & West 2001, doi:10.1017/S096249290100006X.
 *
 * @example
 * ```ts
 * import { integrate, kepler, noether, rotation, variational } from '#physics';
 *
 * const orbit = integrate(kepler(), kepler().start, { method: variational, step: 0.1, steps: 1000, every: 250 });
 * const { charge } = noether(kepler(), rotation);
 * orbit.q.map((q, i) => charge({ q, v: orbit.v[i] })); // the angular momentum
 * ```
 */
export const variational: Method = {
  name: 'variational',
  order: 2,
  symplectic: true,
  prepare({ degrees: n, velocity, lagrangian }) {
    if (!lagrangian) {
      throw new Error('The variational method needs a Lagrangian; for a Hamiltonian use implicitMidpoint.');
    }
    const { momentum, force, mass } = lagrangian;
    const w = new Float64Array(n);
    const end = new Float64Array(n);
    const rest = new Float64Array(n);
    const matrix = new Float64Array(n * n);
    return (q, p, t, h) => {
      w.set(velocity(q, p, t));
      // Newton's method with ∂²L/∂v² for the whole derivative: the rest of it is smaller by h.
      const correct = (): number => {
        for (let i = 0; i < n; i++) end[i] = q[i] + h * w[i];
        const start = momentum(q, w, t);
        for (let i = 0; i < n; i++) rest[i] = p[i] - 0.5 * start[i];
        const push = force(q, w, t);
        for (let i = 0; i < n; i++) rest[i] += 0.5 * h * push[i];
        const stop = momentum(end, w, t + h);
        for (let i = 0; i < n; i++) rest[i] -= 0.5 * stop[i];
        const masses = mass(q, w, t);
        for (let i = 0; i < n * n; i++) matrix[i] = 0.5 * masses[i];
        const later = mass(end, w, t + h);
        for (let i = 0; i < n * n; i++) matrix[i] += 0.5 * later[i];
        if (!solveInPlace(matrix, rest)) return Infinity;
        let change = 0;
        for (let i = 0; i < n; i++) {
          w[i] += rest[i];
          change = Math.max(change, Math.abs(rest[i]) / (1 + Math.abs(w[i])));
        }
        return change;
      };
      settle(correct, 'Variational', h);
      for (let i = 0; i < n; i++) end[i] = q[i] + h * w[i];
      const start = momentum(q, w, t);
      for (let i = 0; i < n; i++) p[i] = 0.5 * start[i];
      const stop = momentum(end, w, t + h);
      for (let i = 0; i < n; i++) p[i] += 0.5 * stop[i];
      const push = force(end, w, t + h);
      for (let i = 0; i < n; i++) {
        p[i] += 0.5 * h * push[i];
        q[i] = end[i];
      }
    };
  },
};

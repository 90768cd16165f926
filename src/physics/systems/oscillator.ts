import { cos as cosOf, sin as sinOf } from '../../elementary/index.ts';
import { add, div, dot, mul, square, sub } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

interface Springs {
  readonly mass?: number;
  /** Spring constant along x. */
  readonly kx?: number;
  /** Spring constant along y. */
  readonly ky?: number;
}

/**
 * An oscillator in a plane with two spring constants: L = ½ m |v|² − ½ (kx x² + ky y²). m = 1, kx = 1, ky = 2.
 *
 * Its closed form is a harmonic motion along each axis, x = x₀ cos ωt + (v₀/ω) sin ωt with ω = √(kx/m).
 *
 * @example
 * ```ts
 * import { anisotropicOscillator } from '#physics';
 *
 * const { exact, start } = anisotropicOscillator({ ky: 4 });
 * exact?.(start, Math.PI).q ?? [];
 * ```
 */
export function anisotropicOscillator({ mass = 1, kx = 1, ky = 2 }: Springs = {}): System {
  checkPositive('oscillator', { mass, kx, ky });
  const potential = ([x, y]: readonly Scalar[]): Scalar =>
    add(mul(kx / 2, square(x)), mul(ky / 2, square(y)));
  return {
    name: 'anisotropic oscillator',
    coordinates: ['x', 'y'],
    space: 'plane',
    lagrangian: (q, v) => sub(mul(mass / 2, dot(v, v)), potential(q)),
    hamiltonian: (q, p) => add(div(dot(p, p), 2 * mass), potential(q)),
    start: { q: [1, 0], v: [0, 0.8] },
    exact({ q, v, t: t0 = 0 }, t) {
      const axes = [kx, ky].map((k, i) => swing(q[i], v[i], Math.sqrt(k / mass), t - t0));
      return { q: axes.map((axis) => axis.at), v: axes.map((axis) => axis.rate) };
    },
  };
}

/**
 * The same with one spring constant k = 1 in all directions: L = ½ m |v|² − ½ k |q|².
 *
 * @example
 * ```ts
 * import { isotropicOscillator } from '#physics';
 *
 * const { exact, start } = isotropicOscillator();
 * exact?.(start, 2 * Math.PI).q ?? []; // back where it began
 * ```
 */
export function isotropicOscillator({ mass = 1, k = 1 }: { mass?: number; k?: number } = {}): System {
  return { ...anisotropicOscillator({ mass, kx: k, ky: k }), name: 'isotropic oscillator' };
}

function swing(x: number, v: number, frequency: number, time: number): { at: number; rate: number } {
  const [c, s] = [cosOf(frequency * time), sinOf(frequency * time)];
  return { at: x * c + (v / frequency) * s, rate: v * c - x * frequency * s };
}

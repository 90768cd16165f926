import { cos as cosOf, sin as sinOf } from '../../elementary/index.ts';
import { add, div, dot, mul, norm, sub } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

interface Bodies {
  readonly masses?: readonly number[];
  readonly gravity?: number;
}

/**
 * Bodies in a plane that attract each other: L = Σᵢ ½ mᵢ |vᵢ|² + Σᵢ<ⱼ G mᵢ mⱼ / |qᵢ − qⱼ|, q = (x₁, y₁, x₂, y₂, …).
 *
 * Default: three equal masses, G = 1, starting on the figure eight of Moore and of Chenciner & Montgomery
 * (doi:10.2307/2661357; the start is Simó's). Others start as a regular polygon that turns about its centre.
 *
 * @example
 * ```ts
 * import { integrate, nBody, yoshida4 } from '#physics';
 *
 * const system = nBody(); // the figure eight
 * const { q } = integrate(system, system.start, { method: yoshida4, step: 0.01, steps: 100, every: 100 });
 * Array.from(q[1]);
 * ```
 */
export function nBody({ masses = [1, 1, 1], gravity = 1 }: Bodies = {}): System {
  if (masses.length < 2) throw new RangeError(`nBody: give at least two masses; got ${masses.length}.`);
  checkPositive('nBody', {
    gravity,
    ...Object.fromEntries(masses.map((mass, i) => [`mass ${i + 1}`, mass])),
  });
  const body = (list: readonly Scalar[], i: number): Scalar[] => [list[2 * i], list[2 * i + 1]];
  const potential = (q: readonly Scalar[]): Scalar =>
    add(
      ...masses.flatMap((mass, i) =>
        masses.slice(0, i).map((other, j) => {
          const [[x, y], [X, Y]] = [body(q, i), body(q, j)];
          return div(-gravity * mass * other, norm([sub(x, X), sub(y, Y)]));
        }),
      ),
    );
  const kinetic = (rates: readonly Scalar[], weight: (mass: number) => number): Scalar =>
    add(...masses.map((mass, i) => mul(weight(mass), dot(body(rates, i), body(rates, i)))));
  return {
    name: masses.length === 3 ? 'three bodies' : `${masses.length} bodies`,
    coordinates: masses.flatMap((_, i) => [`x${i + 1}`, `y${i + 1}`]),
    space: 'plane',
    lagrangian: (q, v) =>
      sub(
        kinetic(v, (mass) => mass / 2),
        potential(q),
      ),
    hamiltonian: (q, p) =>
      add(
        kinetic(p, (mass) => 1 / (2 * mass)),
        potential(q),
      ),
    start: masses.join() === '1,1,1' && gravity === 1 ? figureEight : turningPolygon(masses, gravity),
  };
}

const figureEight = {
  q: [0.97000436, -0.24308753, -0.97000436, 0.24308753, 0, 0],
  v: [0.466203685, 0.43236573, 0.466203685, 0.43236573, -0.93240737, -0.86473146],
};

/** A regular polygon that turns about its centre; it keeps its form where the masses are equal. */
function turningPolygon(masses: readonly number[], gravity: number): { q: number[]; v: number[] } {
  const n = masses.length;
  const mean = add(...masses) / n;
  const pull = add(...masses.slice(1).map((_, k) => 1 / sinOf((Math.PI * (k + 1)) / n)));
  const speed = Math.sqrt((gravity * mean * pull) / 4); // on the unit circle
  const angles = masses.map((_, i) => (2 * Math.PI * i) / n);
  return {
    q: angles.flatMap((angle) => [cosOf(angle), sinOf(angle)]),
    v: angles.flatMap((angle) => [-speed * sinOf(angle), speed * cosOf(angle)]),
  };
}

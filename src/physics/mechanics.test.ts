import { describe, expect, it } from 'vitest';
import {
  add,
  allSystems,
  cos,
  energyOf,
  eulerLagrange,
  hamilton,
  mul,
  neg,
  sqrt,
  square,
  sub,
} from './index.ts';
import type { System } from './index.ts';

const SYSTEMS = allSystems().map((system) => [system.name, system] as const);
const generic = ({ start }: System): { q: number[]; v: number[] } => ({
  q: Array.from(start.q, (x, i) => x + 0.1 * (i + 1)),
  v: Array.from(start.v, (x, i) => x - 0.07 * (i + 2)),
});

describe('Euler–Lagrange and Hamilton', () => {
  it.each(SYSTEMS)('%s: p·v − L at p = ∂L/∂v is H, and both give one motion', (_, system) => {
    const { q, v } = generic(system);
    const t = 0.3;
    const [fromL, fromH] = [eulerLagrange(system), hamilton(system)];
    const p = fromL.lagrangian.momentum(q, v, t).slice();
    const scale = 1 + Math.abs(fromH.energy(q, p, t));
    expect(Math.abs(fromL.energy(q, p, t) - fromH.energy(q, p, t))).toBeLessThan(1e-13 * scale);
    expect(Math.abs(energyOf(system)({ q, v, t }) - fromH.energy(q, p, t))).toBeLessThan(1e-13 * scale);
    const friction = system.dissipation ? 0.1 * v[0] : 0;
    fromH.velocity(q, p, t).forEach((rate, i) => expect(rate).toBeCloseTo(v[i], 12));
    const force = fromH.force(q, p, t).slice();
    fromL.force(q, p, t).forEach((push, i) => expect(push + friction).toBeCloseTo(force[i], 12));
  });

  it.each(SYSTEMS)('%s: the acceleration makes the action stationary', (_, system) => {
    // Brute force: along the parabola with this acceleration, d/dt ∂L/∂v − ∂L/∂q by differences of the plain function L.
    const { q, v } = generic(system);
    const { acceleration } = eulerLagrange(system).lagrangian;
    const a = acceleration(q, v, 0.2).slice();
    const L = (at: number[], rate: number[], t: number): number => system.lagrangian(at, rate, t) as number;
    const bump = (list: number[], i: number, by: number): number[] =>
      list.map((x, k) => (k === i ? x + by : x));
    const h = 1e-4;
    const along = (s: number): [number[], number[]] => [
      q.map((x, i) => x + s * v[i] + (s * s * a[i]) / 2),
      v.map((x, i) => x + s * a[i]),
    ];
    q.forEach((_x, i) => {
      const momentum = (s: number): number => {
        const [at, rate] = along(s);
        return (L(at, bump(rate, i, h), 0.2 + s) - L(at, bump(rate, i, -h), 0.2 + s)) / (2 * h);
      };
      const push = (L(bump(q, i, h), v, 0.2) - L(bump(q, i, -h), v, 0.2)) / (2 * h);
      const friction = system.dissipation ? 0.1 * v[i] : 0;
      const defect = (twin: number): number =>
        Math.abs((momentum(h) - momentum(-h)) / (2 * h) - push + friction + twin);
      expect(defect(0)).toBeLessThan(1e-6); // differences of differences: 1e-16/h² and h²
      expect(defect(1e-3)).toBeGreaterThan(1e-4); // a force that is off would show
    });
  });

  it('a singular Lagrangian is refused when its acceleration is asked for', () => {
    const flat = {
      coordinates: ['x', 'y'],
      lagrangian: ([x]: readonly unknown[], [v]: readonly unknown[]) => mul(v as number, x as number),
    };
    expect(() => eulerLagrange(flat).lagrangian.acceleration([1, 1], [1, 1], 0)).toThrow('mass matrix');
  });

  it('a Lagrangian that is not quadratic in v: L = −√(1 − v²) has p = γ v', () => {
    const relativistic = {
      coordinates: ['x'],
      lagrangian: (_q: unknown, [v]: readonly (number | Parameters<typeof sqrt>[0])[]) =>
        neg(sqrt(sub(1, square(v)))),
    };
    const { velocity, lagrangian } = eulerLagrange(relativistic);
    for (const v of [0.1, 0.9, 0.999]) {
      const p = v / Math.sqrt(1 - v * v);
      expect(lagrangian.momentum([0], [v], 0)[0]).toBeCloseTo(p, 10);
      expect(velocity([0], [p], 0)[0]).toBeCloseTo(v, 12);
    }
  });

  it('the example of the docstring: v̇ = −sin θ', () => {
    const system = {
      coordinates: ['θ'],
      lagrangian: ([θ]: readonly Parameters<typeof cos>[0][], [ω]: readonly Parameters<typeof cos>[0][]) =>
        add(mul(0.5, square(ω)), cos(θ)),
    };
    expect(eulerLagrange(system).lagrangian.acceleration([1], [0], 0)[0]).toBeCloseTo(-Math.sin(1), 15);
  });
});

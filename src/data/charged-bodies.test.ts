import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { drawMotion } from '../../test/laws/motion.ts';
import { drawChargedBodies } from './charged-bodies.ts';
import { energyOf, moveChargedBodies } from './move-charged-bodies.ts';
import type { BodyState } from './move-charged-bodies.ts';

beforeAll(() => startNodeBackend());

const charges = [1, -1, 1, 1, -1];
const start = (seed = 1, d = 3): BodyState => {
  const random = tf.random(seed);
  const rows = (scale: number): number[][] =>
    charges.map(() => Array.from({ length: d }, () => scale * random.normal()));
  return { x: rows(1), v: rows(0.3) };
};
const difference = (a: BodyState, b: BodyState): number => {
  const theirs = [...b.x.flat(), ...b.v.flat()];
  return Math.max(...[...a.x.flat(), ...a.v.flat()].map((value, i) => Math.abs(value - theirs[i])));
};

describe('moveChargedBodies', () => {
  it('a lone body flies straight on', () => {
    const { x, v } = moveChargedBodies({ x: [[1, 2]], v: [[3, -4]] }, { charges: [1], time: 0.5, steps: 8 });
    expect([x, v]).toEqual([[[2.5, 0]], [[3, -4]]]);
  });

  it('opposite charges on a circle come back after a period 2π √(r³/2)', () => {
    const r = 2;
    const speed = Math.sqrt(1 / (2 * r)); // v²/(r/2) = 1/r²
    const circle: BodyState = { x: [[r / 2, 0], [-r / 2, 0]], v: [[0, speed], [0, -speed]] }; // prettier-ignore
    const period = 2 * Math.PI * Math.sqrt((r * r * r) / 2);
    const after = moveChargedBodies(circle, { charges: [1, -1], time: period, steps: 4000, softening: 1e-6 });
    expect(difference(after, circle)).toBeLessThan(1e-4);
  });

  it('has order 2: half the step, a quarter of the error, against RK4 with 1,000 steps', () => {
    const truth = rungeKutta(start(), 1, 1000);
    const errors = [100, 200, 400].map((steps) =>
      difference(moveChargedBodies(start(), { charges, time: 1, steps }), truth),
    );
    expect(errors[0] / errors[1]).toBeGreaterThan(3.6);
    expect(errors[1] / errors[2]).toBeGreaterThan(3.6);
    expect(errors[2]).toBeLessThan(1e-3);
  });

  it('keeps momentum to rounding and energy to second order', () => {
    const before = start();
    const after = moveChargedBodies(before, { charges, time: 1, steps: 200 });
    for (const axis of [0, 1, 2]) {
      const momentum = ({ v }: BodyState): number => v.reduce((sum, row) => sum + row[axis], 0);
      expect(momentum(after)).toBeCloseTo(momentum(before), 12);
    }
    expect(Math.abs(energyOf(after, charges) / energyOf(before, charges) - 1)).toBeLessThan(2e-3);
  });

  /** The largest error of moving first and then simulating against the other order, over random elements of E(d). */
  const errorOverMotions = (simulate: (state: BodyState) => BodyState, d: number, trials = 100): number =>
    Math.max(
      ...Array.from({ length: trials }, (_, trial) => {
        const { matrix } = drawMotion(d, tf.random(trial));
        const shift = Array.from({ length: d }, (__, axis) => axis - 1.5);
        const turn = (row: readonly number[]): number[] =>
          matrix.map((line) => line.reduce((sum, entry, k) => sum + entry * row[k], 0));
        const act = ({ x, v }: BodyState): BodyState => ({
          x: x.map((row) => turn(row).map((value, axis) => value + shift[axis])),
          v: v.map(turn),
        });
        return difference(simulate(act(start(1, d))), act(simulate(start(1, d))));
      }),
    );

  it.each([2, 3])('commutes with 100 random elements of E(%i), and with permutations', (d) => {
    const simulate = (state: BodyState): BodyState =>
      moveChargedBodies(state, { charges, time: 1, steps: 100 });
    expect(errorOverMotions(simulate, d)).toBeLessThan(1e-9);
    const reversed = ({ x, v }: BodyState): BodyState => ({ x: x.toReversed(), v: v.toReversed() });
    const swapped = moveChargedBodies(reversed(start(1, d)), {
      charges: charges.toReversed(),
      time: 1,
      steps: 100,
    });
    expect(difference(swapped, reversed(simulate(start(1, d))))).toBeLessThan(1e-9);
  });

  it('a simulator that clips each component of a force is caught', () => {
    expect(errorOverMotions((state) => rungeKutta(state, 1, 50, 0.3), 3, 5)).toBeGreaterThan(0.01);
    expect(errorOverMotions((state) => rungeKutta(state, 1, 50), 3, 5)).toBeLessThan(1e-9);
  });

  it('refuses what is no system', () => {
    expect(() => moveChargedBodies(start(), { charges: [1], time: 1, steps: 1 })).toThrow(
      '5 places, 5 velocities, 1 charges: give one of each for every body',
    );
    expect(() => moveChargedBodies(start(), { charges, time: 1, steps: 0 })).toThrow('steps = 0');
    expect(() => moveChargedBodies(start(), { charges, time: 1, steps: 1, softening: 0 })).toThrow(
      'softening = 0',
    );
  });
});

describe('drawChargedBodies', () => {
  it('gives charges, their products, and the places that the simulator gives', () => {
    const { h, x, v, a, target } = drawChargedBodies({ count: 3, bodies: 4, steps: 50 }, tf.random(1));
    expect([h, x, v, a, target].map(({ shape }) => shape)).toEqual([[3, 4, 1], [3, 4, 3], [3, 4, 3], [3, 4, 4, 1], [3, 4, 3]]); // prettier-ignore
    const q = (h.arraySync() as number[][][])[1].flat();
    expect(q.every((charge) => Math.abs(charge) === 1)).toBe(true);
    expect((a.arraySync() as number[][][][])[1].map((row) => row.flat())).toEqual(
      q.map((one) => q.map((two) => one * two)),
    );
    const speeds = [...tf.norm(v, 2).dataSync()];
    for (const speed of speeds) expect(speed).toBeCloseTo(0.5, 6);
    const state = { x: x.arraySync()[1], v: v.arraySync()[1] };
    const later = moveChargedBodies(state, { charges: q, time: 1, steps: 50 }).x.flat();
    [...tf.slice(target, [1, 0, 0], [1, 4, 3]).dataSync()].forEach((value, i) =>
      expect(value).toBeCloseTo(later[i], 4),
    );
  });

  it('fewer systems are a beginning of more, and another seed gives others', () => {
    const values = (count: number, seed: number): number[] => [
      ...drawChargedBodies({ count, steps: 5 }, tf.random(seed)).target.dataSync(),
    ];
    expect(values(4, 1).slice(0, 15)).toEqual(values(1, 1));
    expect(values(1, 2)).not.toEqual(values(1, 1));
  });
});

/** The same law by another integrator; with `limit`, each component of each force is clipped, as in the older simulator. */
function rungeKutta(state: BodyState, time: number, steps: number, limit = Infinity): BodyState {
  const clip = (value: number): number => Math.max(-limit, Math.min(limit, value));
  const slope = ({ x, v }: BodyState): BodyState => ({
    x: v,
    v: x.map((xi, i) =>
      xi.map((_, k) =>
        x.reduce((sum, xj, j) => {
          if (i === j) return sum;
          const squared = xi.reduce((s, value, m) => s + (value - xj[m]) ** 2, 0.01);
          return sum + clip((charges[i] * charges[j] * (xi[k] - xj[k])) / squared ** 1.5);
        }, 0),
      ),
    ),
  });
  const along = (from: BodyState, by: BodyState, h: number): BodyState => {
    const add = (a: BodyState['x'], b: BodyState['x']): number[][] =>
      a.map((row, i) => row.map((value, k) => value + h * b[i][k]));
    return { x: add(from.x, by.x), v: add(from.v, by.v) };
  };
  const h = time / steps;
  let now = state;
  for (let step = 0; step < steps; step++) {
    const k1 = slope(now);
    const k2 = slope(along(now, k1, h / 2));
    const k3 = slope(along(now, k2, h / 2));
    const k4 = slope(along(now, k3, h));
    now = [k1, k2, k2, k3, k3, k4].reduce((sum, k) => along(sum, k, h / 6), now);
  }
  return now;
}

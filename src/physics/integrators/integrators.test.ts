import { describe, expect, it } from 'vitest';
import {
  allSystems,
  anisotropicOscillator,
  chargeInMagneticField,
  doublePendulum,
  drivenOscillator,
  fourthOrderFor,
  freeParticle,
  implicitMidpoint,
  integrate,
  isotropicOscillator,
  kepler,
  keplerPeriod,
  leapfrog,
  nBody,
  pendulum,
  pendulumPeriod,
  rk4,
  springPendulum,
  variational,
  yoshida,
  yoshida4,
} from '../index.ts';
import type { Method, System, Trajectory } from '../index.ts';

const METHODS = [rk4, leapfrog, yoshida4, implicitMidpoint, variational, yoshida(implicitMidpoint)];
const last = ({ q, v }: Trajectory): number[] => [...(q.at(-1) ?? []), ...(v.at(-1) ?? [])];
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((x, i) => Math.abs(x - b[i])));

/** The slope of ln(error) over ln(step), by least squares over four step sizes, each half the one before. */
function measuredOrder(method: Method, system: System, time: number, steps: number): number {
  const finest = {
    method: yoshida(implicitMidpoint),
    step: time / (steps * 32),
    steps: steps * 32,
    every: steps * 32,
  };
  const reference = system.exact ? exactAt(system, time) : last(integrate(system, system.start, finest));
  const points = [1, 2, 4, 8].map((finer) => {
    const run = integrate(system, system.start, {
      method,
      step: time / (steps * finer),
      steps: steps * finer,
      every: steps * finer,
    });
    return [-Math.log2(finer), Math.log2(distance(last(run), reference))];
  });
  const [mx, my] = [0, 1].map((k) => points.reduce((sum, point) => sum + point[k] / 4, 0));
  return (
    points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) /
    points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  );
}
function exactAt(system: System, t: number): number[] {
  const now = system.exact?.(system.start, t);
  return now ? [...now.q, ...now.v] : [];
}

describe('integrators', () => {
  // The slope of a fit over four halvings differs from the order by what the next term of the error still weighs.
  const cases: [string, Method, System, number, number][] = [
    ...METHODS.map((method): [string, Method, System, number, number] => [
      'Kepler',
      method,
      kepler(),
      4,
      100,
    ]),
    ...[rk4, implicitMidpoint, variational, yoshida(implicitMidpoint)].map(
      (method): [string, Method, System, number, number] => [
        'magnetic',
        method,
        chargeInMagneticField(),
        3,
        40,
      ],
    ),
    ...METHODS.map((method): [string, Method, System, number, number] => [
      'driven, without friction',
      method,
      drivenOscillator({ damping: 0 }),
      3,
      30,
    ]),
    ...[rk4, implicitMidpoint, variational].map((method): [string, Method, System, number, number] => [
      'driven, with friction',
      method,
      drivenOscillator(),
      3,
      30,
    ]),
    ...[rk4, implicitMidpoint, variational, yoshida(variational)].map(
      (method): [string, Method, System, number, number] => [
        'double pendulum',
        method,
        doublePendulum(),
        1,
        20,
      ],
    ),
  ];
  const titled = cases.map(([name, method, ...rest]) => [name, method.name, method, ...rest] as const);
  it.each(titled)('%s: the measured order of %s is its order', (_, __, method, system, time, steps) => {
    expect(Math.abs(measuredOrder(method, system, time, steps) - method.order)).toBeLessThan(0.25);
  });

  it('a broken twin has another order: RK4 with equal weights, Yoshida with w₁ = ⅓', () => {
    const blunt: Method = {
      ...rk4,
      prepare({ degrees, velocity, force }) {
        return (q, p, t, h) => {
          const [dq, dp] = [velocity(q, p, t).slice(), force(q, p, t).slice()];
          for (let i = 0; i < degrees; i++) {
            q[i] += h * dq[i];
            p[i] += h * dp[i];
          }
        };
      },
    };
    const thirds: Method = {
      ...yoshida4,
      prepare(equations) {
        const step = leapfrog.prepare(equations);
        return (q, p, t, h) => {
          for (let k = 0; k < 3; k++) step(q, p, t + (k * h) / 3, h / 3);
        };
      },
    };
    for (const twin of [blunt, thirds]) {
      expect(Math.abs(measuredOrder(twin, kepler(), 4, 400) - 4)).toBeGreaterThan(1);
    }
  });

  it.each(
    allSystems()
      .filter(({ exact }) => exact)
      .map((system) => [system.name, system] as const),
  )('%s follows its closed form', (_, system) => {
    const run = integrate(system, system.start, { method: rk4, step: 0.01, steps: 2000, every: 100 });
    const errors = Array.from(run.t, (t, i) => distance([...run.q[i], ...run.v[i]], exactAt(system, t)));
    // RK4's error grows as t h⁴ times fifth derivatives, about 10 on this ellipse near the sun
    expect(Math.max(...errors)).toBeLessThan(1e-5);
    const late = Array.from(run.t, (t, i) => distance([...run.q[i], ...run.v[i]], exactAt(system, t + 0.01)));
    expect(Math.max(...late)).toBeGreaterThan(1e-3); // a twin that is one step late
  });

  it('Kepler over 100 periods: on the closed form to the phase that h⁴ allows, energy to 1e-7, the area law to rounding', () => {
    const system = kepler();
    const [x, , , vy] = [1, 0, 0, 1.2];
    const period = keplerPeriod(1 / (2 / x - vy * vy));
    const perTurn = 1000;
    const run = integrate(system, system.start, {
      method: yoshida4,
      step: period / perTurn,
      steps: 100 * perTurn,
      every: 37,
    });
    const angular = run.q.map((q, i) => q[0] * run.v[i][1] - q[1] * run.v[i][0]);
    expect(Math.max(...angular.map((value) => Math.abs(value - 1.2)))).toBeLessThan(1e-11); // rounding of 10⁵ steps
    expect(Math.max(...run.energy.map((value) => Math.abs(value - run.energy[0])))).toBeLessThan(1e-7);
    const errors = run.q.map((q, i) => distance([...q], exactAt(system, run.t[i]).slice(0, 2)));
    // The phase error grows linearly: measured order 4 at (period/1000)⁴ · 100 periods.
    expect(Math.max(...errors)).toBeLessThan(2e-4);
    const coarse = integrate(system, system.start, {
      method: leapfrog,
      step: period / perTurn,
      steps: 20_000,
    });
    expect(distance(last(coarse), exactAt(system, coarse.t.at(-1) ?? 0))).toBeGreaterThan(1e-3);
  });

  it.each([0.1, 1, 2, 3])(
    'a pendulum of amplitude %f rad has the period of the elliptic integral',
    (amplitude) => {
      const { t, v } = integrate(
        pendulum(),
        { q: [amplitude], v: [0] },
        { method: yoshida4, step: 0.002, steps: 20_000 },
      );
      // The velocity comes back to zero from below every period: linear interpolation, error below h².
      const crossings: number[] = [];
      for (let i = 1; i < t.length; i++) {
        if (v[i - 1][0] > 0 && v[i][0] <= 0) {
          crossings.push(t[i - 1] + (0.002 * v[i - 1][0]) / (v[i - 1][0] - v[i][0]));
        }
      }
      expect(crossings.length).toBeGreaterThan(0);
      crossings.forEach((time, k) => {
        expect(Math.abs(time / (k + 1) - pendulumPeriod(amplitude))).toBeLessThan(4e-6);
      });
      expect(Math.abs(pendulumPeriod(amplitude) - 2 * Math.PI)).toBeGreaterThan(1e-3); // what small swings would have
    },
  );

  it('angular momentum is kept to rounding by the symplectic methods, and not by RK4', () => {
    const systems = [
      kepler(),
      isotropicOscillator(),
      springPendulum({ gravity: 0 }),
      chargeInMagneticField(),
    ];
    for (const system of systems) {
      const { q, v } = system.start;
      const start = { q: [q[0], 0.2], v: [0.3, v[1] - 0.4] };
      const drift = (method: Method): number => {
        const run = integrate(system, start, { method, step: 0.05, steps: 1000 });
        const J = run.q.map((at, i) => at[0] * run.p[i][1] - at[1] * run.p[i][0]);
        return Math.max(...J.map((value) => Math.abs(value - J[0])));
      };
      expect(drift(variational)).toBeLessThan(1e-12);
      expect(drift(implicitMidpoint)).toBeLessThan(1e-12);
      expect(drift(rk4)).toBeGreaterThan(1e-9);
    }
  });

  it('symplectic methods keep the energy of a long run in a band; RK4 lets it drift', () => {
    const wander = (method: Method): [number, number] => {
      const { energy } = integrate(pendulum(), { q: [2], v: [0] }, { method, step: 0.2, steps: 20_000 });
      const size = (part: Float64Array): number => Math.max(...part.map((e) => Math.abs(e - energy[0])));
      return [size(energy.subarray(0, 2000)), size(energy.subarray(18_000))];
    };
    for (const method of [leapfrog, yoshida4, implicitMidpoint, variational]) {
      const [early, late] = wander(method);
      expect(late).toBeLessThan(1.05 * early);
    }
    const [early, late] = wander(rk4);
    expect(late).toBeGreaterThan(5 * early);
  });

  it('reversible: forth and back ends at the start, to rounding', () => {
    for (const method of [leapfrog, yoshida4, implicitMidpoint, variational]) {
      const system = springPendulum();
      const there = integrate(system, system.start, { method, step: 0.02, steps: 300, every: 300 });
      const back = integrate(
        system,
        { q: there.q[1], p: there.p[1] },
        { method, step: -0.02, steps: 300, every: 300 },
      );
      expect(distance([...back.q[1]], [...there.q[0]])).toBeLessThan(1e-11);
    }
  });

  it('where T(p) + V(q) holds, variational is leapfrog', () => {
    const options = { step: 0.05, steps: 200, every: 200 };
    const a = integrate(kepler(), kepler().start, { method: variational, ...options });
    const b = integrate(kepler(), kepler().start, { method: leapfrog, ...options });
    expect(distance(last(a), last(b))).toBeLessThan(1e-12);
  });

  it('three bodies come back on the figure eight after its period', () => {
    const system = nBody();
    // The period of Simó's start, to the digits with which the start is given.
    const run = integrate(system, system.start, {
      method: yoshida4,
      step: 6.32591398 / 4000,
      steps: 4000,
      every: 4000,
    });
    expect(distance([...run.q[1]], [...Float64Array.from(system.start.q)])).toBeLessThan(1e-5);
  });

  it('a regular polygon of equal masses turns without changing form', () => {
    const system = nBody({ masses: [2, 2, 2, 2], gravity: 0.5 });
    const run = integrate(system, system.start, { method: yoshida4, step: 0.001, steps: 1000, every: 100 });
    for (const q of run.q) {
      for (let i = 0; i < 4; i++) expect(Math.hypot(q[2 * i], q[2 * i + 1])).toBeCloseTo(1, 8);
    }
  });

  it('fourthOrderFor: explicit where it can be, implicit where not, Runge–Kutta with friction', () => {
    const { coordinates, hamiltonian } = doublePendulum();
    expect(
      [kepler(), { coordinates, hamiltonian }, drivenOscillator()].map(
        (system) => fourthOrderFor(system).name,
      ),
    ).toEqual(['Yoshida 4', 'Yoshida 4 of implicit midpoint', 'Runge–Kutta 4']);
  });

  it('says why a method does not apply, and what does', () => {
    const options = { step: 0.01, steps: 1 };
    const magnetic = chargeInMagneticField();
    expect(() => integrate(magnetic, magnetic.start, { method: leapfrog, ...options })).toThrow(
      'Use variational or implicitMidpoint',
    );
    const { coordinates, hamiltonian } = pendulum();
    const onlyH = { coordinates, hamiltonian };
    expect(() => integrate(onlyH, { q: [1], p: [0] }, { method: variational, ...options })).toThrow(
      'needs a Lagrangian',
    );
    expect(() => integrate(onlyH, { q: [1], v: [0] }, { method: rk4, ...options })).toThrow(
      'starts at { q, p }',
    );
    expect(() => integrate(freeParticle(), { q: [1], v: [0] }, { method: rk4, ...options })).toThrow(
      'coordinates x, y',
    );
    expect(() => yoshida(rk4)).toThrow('has order 4');
    expect(() =>
      integrate(
        anisotropicOscillator(),
        { q: [1, 0], v: [0, 0] },
        { method: implicitMidpoint, step: 50, steps: 1 },
      ),
    ).toThrow('Take smaller steps');
    const collided = { q: [0, 0], v: [0, 0] };
    expect(() => integrate(kepler(), collided, { method: rk4, ...options })).toThrow('left the finite');
  });
});

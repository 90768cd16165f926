import { describe, expect, it } from 'vitest';
import {
  add,
  allSystems,
  anisotropicOscillator,
  boost,
  chargeAlong,
  chargeInMagneticField,
  cos,
  div,
  dot,
  doublePendulum,
  drivenOscillator,
  fourthOrderFor,
  freeParticle,
  integrate,
  isotropicOscillator,
  kepler,
  mul,
  nBody,
  neg,
  noether,
  norm,
  oneParameter,
  perturb,
  rotation,
  scaling,
  shift,
  shiftInTime,
  shiftOfAll,
  sin,
  springPendulum,
  sqrt,
  square,
  sub,
  symmetryTable,
  transformationsOf,
  variational,
  yoshida4,
} from '../index.ts';
import type { Scalar, State, System, Transformation } from '../index.ts';

const somewhere: State = { q: [0.7, -0.4], v: [0.3, 1.1], t: 1.7 };
const [x, y, vx, vy, t] = [0.7, -0.4, 0.3, 1.1, 1.7];

describe('Noether charges, against what textbooks give', () => {
  const r = Math.sqrt(x * x + y * y);
  const cases: [string, System, Transformation, string, number][] = [
    ['momentum', freeParticle({ mass: 2 }), shift(1, 0), 'symmetry', 2 * vx],
    ['minus energy', kepler(), shiftInTime, 'symmetry', 1 / r - (vx * vx + vy * vy) / 2],
    ['angular momentum', kepler({ mass: 3 }), rotation, 'symmetry', 3 * (x * vy - y * vx)],
    ['centre of mass', freeParticle({ mass: 2 }), boost(0, 1), 'quasi-symmetry', 2 * (vy * t - y)],
    ['p·q − 2ht', freeParticle(), scaling(), 'symmetry', x * vx + y * vy - (vx * vx + vy * vy) * t],
    ['m v_x − eB y', chargeInMagneticField({ field: 3 }), shift(1, 0), 'quasi-symmetry', vx - 3 * y],
    ['m v_y + eB x', chargeInMagneticField({ field: 3 }), shift(0, 1), 'quasi-symmetry', vy + 3 * x],
    [
      'm (x v_y − y v_x) + ½ eB r²',
      chargeInMagneticField({ field: 3 }),
      rotation,
      'symmetry',
      x * vy - y * vx + 1.5 * (x * x + y * y),
    ],
  ];
  it.each(cases)('%s', (_, system, transformation, kind, value) => {
    const found = noether(system, transformation);
    expect(found.kind).toBe(kind);
    expect(found.charge(somewhere)).toBeCloseTo(value, 13);
    expect(found.rate(somewhere)).toBeCloseTo(0, 12);
  });

  it('total momentum and angular momentum of three bodies', () => {
    const system = nBody({ masses: [1, 2, 3] });
    const state = { q: [0.1, 0.9, -1, 0.3, 0.5, -0.7], v: [0.2, -0.1, 0.4, 0.8, -0.3, 0.6] };
    const m = [1, 1, 2, 2, 3, 3];
    const momentum = state.v.reduce((sum, v, i) => sum + (i % 2 === 0 ? m[i] * v : 0), 0);
    const angular = [0, 2, 4].reduce(
      (sum, i) => sum + m[i] * (state.q[i] * state.v[i + 1] - state.q[i + 1] * state.v[i]),
      0,
    );
    expect(noether(system, shift(1, 0)).charge(state)).toBeCloseTo(momentum, 13);
    expect(noether(system, rotation).charge(state)).toBeCloseTo(angular, 13);
  });

  it('hidden symmetries move by the velocity: the Laplace–Runge–Lenz vector, the Fradkin tensor', () => {
    // A_x = v_y ℓ − x/r with ℓ = x v_y − y v_x; δq = ∂A_x/∂v, and K is what is left over (Lévy-Leblond 1971, doi:10.1119/1.1986202)
    const lenz: Transformation = {
      name: 'Laplace–Runge–Lenz',
      δq: ([a, b], [va, vb]) => [neg(mul(b, vb)), sub(mul(2, a, vb), mul(b, va))],
      K: (q, [va, vb]) => add(mul(q[0], square(vb)), neg(mul(q[1], va, vb)), div(q[0], norm(q))),
    };
    const found = noether(kepler(), lenz);
    expect(found.kind).toBe('quasi-symmetry');
    expect(found.charge(somewhere)).toBeCloseTo(vy * (x * vy - y * vx) - x / Math.sqrt(x * x + y * y), 13);
    expect(
      noether(
        perturb(kepler(), (q) => div(0.01, dot(q, q))),
        lenz,
      ).kind,
    ).toBe('none'); // its perihelion turns

    const fradkin: Transformation = {
      name: 'Fradkin',
      δq: (_q, [a, b]) => [b, a],
      K: ([a, b], [va, vb]) => sub(mul(va, vb), mul(a, b)),
    };
    const isotropic = noether(isotropicOscillator(), fradkin);
    expect(isotropic.kind).toBe('quasi-symmetry');
    expect(isotropic.charge(somewhere)).toBeCloseTo(vx * vy + x * y, 13);
    expect(noether(anisotropicOscillator(), fradkin).kind).toBe('none');
  });
});

describe('which transformations are symmetries', () => {
  const TRUE: Record<string, string[]> = {
    'free particle': [
      'shift along x',
      'shift along y',
      'shift in time',
      'rotation',
      'boost along x',
      'scaling, t with exponent 2',
    ],
    'isotropic oscillator': ['shift in time', 'rotation'],
    'anisotropic oscillator': ['shift in time'],
    'damped and driven oscillator': [],
    pendulum: ['shift in time'],
    'double pendulum': ['shift in time'],
    'spring pendulum': ['shift in time'],
    Kepler: ['shift in time', 'rotation'],
    'three bodies': ['shift along x', 'shift along y', 'shift in time', 'rotation', 'boost along x'],
    'charge in a magnetic field': ['shift along x', 'shift along y', 'shift in time', 'rotation'],
  };
  it.each(allSystems().map((system) => [system.name, system] as const))('%s', (name, system) => {
    const symmetries = transformationsOf(system).filter((given) => noether(system, given).kind !== 'none');
    expect(symmetries.map((given) => given.name)).toEqual(TRUE[name]);
  });

  it('the table of all pairs says the same', () => {
    const table = symmetryTable(allSystems(), transformationsOf);
    expect(table).toHaveLength(10 * 6 - 3 * 3); // three systems are not of points in a plane
    for (const [name, symmetries] of Object.entries(TRUE)) {
      const rows = table.filter(({ system, verdict }) => system.name === name && verdict.kind !== 'none');
      expect(rows.map(({ transformation }) => transformation.name)).toEqual(symmetries);
    }
  });

  it('without what breaks it there is more: no gravity, equal springs, no drive', () => {
    expect(noether(springPendulum({ gravity: 0 }), rotation).kind).toBe('symmetry');
    expect(noether(doublePendulum({ gravity: 0 }), shiftOfAll).kind).toBe('symmetry');
    expect(noether(anisotropicOscillator({ kx: 2, ky: 2 }), rotation).kind).toBe('symmetry');
    expect(noether(drivenOscillator({ force: 0 }), shiftInTime).kind).toBe('symmetry');
  });

  it('the smallest breaking that counts: 1e-9 is seen, 1e-14 is rounding', () => {
    const broken = (ε: number) =>
      noether(
        perturb(kepler(), ([a]) => mul(ε, a)),
        rotation,
      );
    expect([broken(1e-9).kind, broken(1e-14).kind]).toEqual(['none', 'symmetry']);
    expect(broken(0.5).defect).toBeGreaterThan(0.01);
  });

  it('a discrete symmetry is none of these; a transformation of one’s own is judged like the others', () => {
    const spiral = oneParameter('spiral', (s, [a, b]) => ({
      q: [sub(mul(cos(s), a), mul(sin(s), b)), add(mul(sin(s), a), mul(cos(s), b), s)],
    }));
    expect(noether(kepler(), spiral).kind).toBe('none');
    expect(noether(freeParticle(), spiral).kind).toBe('symmetry'); // a rotation and a shift
  });
});

describe('along the motion', () => {
  const steps = 10_000;
  const systems = allSystems();
  const runs = new Map(
    systems.map((system) => {
      const start = system.name === 'double pendulum' ? { q: [0.8, 0.5], v: [0, 0] } : system.start;
      return [
        system.name,
        integrate(system, start, { method: fourthOrderFor(system), step: 0.002, steps, every: 5 }),
      ];
    }),
  );

  it.each(systems.map((system) => [system.name, system] as const))(
    '%s: charges of symmetries stay over 10,000 steps; of others dQ/dt = δL to 1e-4',
    (name, system) => {
      const run = runs.get(name);
      if (!run) throw new Error(name);
      for (const transformation of transformationsOf(system)) {
        const found = noether(system, transformation);
        const { charge, predicted, drift } = chargeAlong(found, run);
        // Yoshida 4 at h = 0.002: energy within h⁴ = 2e-11 times fourth derivatives, linear charges to rounding
        if (found.kind !== 'none' && !system.dissipation)
          expect(drift, transformation.name).toBeLessThan(1e-8);
        for (let i = 2; i + 2 < charge.length; i += 41) {
          const outer = charge[i + 2] - charge[i - 2];
          const slope = (8 * (charge[i + 1] - charge[i - 1]) - outer) / (12 * 0.01);
          const state = { q: run.q[i], v: run.v[i], t: run.t[i] };
          expect(Math.abs(slope - found.rate(state)), transformation.name).toBeLessThan(
            1e-4 * (1 + Math.abs(slope)),
          );
        }
        const scale = charge.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
        predicted.forEach((value, i) => expect(Math.abs(value - charge[i])).toBeLessThan(1e-6 * scale));
      }
    },
  );

  it('a broken twin is caught: without K, and with the energy’s sign turned, the charge drifts', () => {
    const system = chargeInMagneticField();
    const run = integrate(system, system.start, { method: variational, step: 0.01, steps: 1000 });
    const { charge } = noether(system, shift(1, 0));
    const withoutK = run.q.map((_, i) => run.p[i][0]);
    expect(Math.max(...withoutK) - Math.min(...withoutK)).toBeGreaterThan(0.1);
    const values = run.q.map((q, i) => charge({ q, v: run.v[i], t: run.t[i] }));
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(1e-4);

    const free = freeParticle();
    const motion = integrate(free, free.start, { method: yoshida4, step: 0.01, steps: 100 });
    const wrong = motion.q.map(
      (q, i) => q[0] * motion.p[i][0] + q[1] * motion.p[i][1] + 2 * motion.energy[i] * motion.t[i],
    );
    expect(Math.max(...wrong) - Math.min(...wrong)).toBeGreaterThan(0.1);
  });

  it('friction: a symmetry of L is not enough, and the rate says how the energy goes', () => {
    const system = drivenOscillator({ force: 0, damping: 0.3 });
    const { kind, rate } = noether(system, shiftInTime);
    expect(kind).toBe('symmetry');
    expect(rate({ q: [1], v: [2] })).toBeCloseTo(0.3 * 4, 14); // Q = −h, and dh/dt = −2R = −c v²
  });

  it('broken on purpose: the drift of the angular momentum is the torque, on one line', () => {
    const ε = 0.03;
    const tilted = perturb(kepler(), ([a]) => mul(-ε, a));
    const run = integrate(tilted, kepler().start, { method: yoshida4, step: 0.01, steps: 2000, every: 5 });
    const found = noether(tilted, rotation);
    const { charge, predicted } = chargeAlong(found, run);
    expect(Math.abs(charge[400] - charge[0])).toBeGreaterThan(0.05);
    charge.forEach((value, i) => expect(Math.abs(value - predicted[i])).toBeLessThan(1e-5));
    expect(found.rate({ q: [0.3, 0.8], v: [0, 0] })).toBeCloseTo(ε * 0.8, 14); // x F_y − y F_x with F = (−ε, 0)
  });

  it('a K that is given and one that is found give charges that differ by a constant', () => {
    const system = freeParticle({ mass: 2 });
    const given: Transformation = { ...boost(1, 0), K: ([a]) => mul(2, a) };
    const [a, b] = [noether(system, boost(1, 0)), noether(system, given)];
    expect([a.kind, b.kind]).toEqual(['quasi-symmetry', 'quasi-symmetry']);
    for (const q of [
      [1, 2],
      [-0.4, 0.3],
    ]) {
      expect(a.charge({ q, v: [1, 1], t: 2 })).toBeCloseTo(b.charge({ q, v: [1, 1], t: 2 }), 13);
    }
    expect(noether(system, { ...boost(1, 0), K: ([first]) => square(first) }).kind).toBe('none');
  });

  it('says which lengths do not fit, and where nothing can be tried', () => {
    expect(() => noether(kepler(), { name: 'odd', δq: ([a]) => [a] })).toThrow('δq has 1 components');
    expect(() => noether(drivenOscillator(), rotation)).toThrow('points of a plane');
    const nowhere = { coordinates: ['x'], lagrangian: ([a]: readonly Scalar[]) => sqrt(sub(-1, square(a))) };
    expect(() => noether(nowhere, scaling())).toThrow('not finite at most random points');
  });
});

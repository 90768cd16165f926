import { describe, expect, it } from 'vitest';
import { random } from '../../tensor/random.ts';
import { ising, isingCriticalTemperature, onsagerEnergy, xy, yangMagnetisation } from '../index.ts';
import type { Ising, XY } from '../index.ts';

/** Mean and standard error from 25 blocks, so that correlated samples count for what they are worth. */
function measure(samples: number, sample: () => number): { mean: number; error: number } {
  const blocks = Array.from({ length: 25 }, () => {
    let sum = 0;
    for (let i = 0; i < samples / 25; i++) sum += sample();
    return sum / (samples / 25);
  });
  const mean = blocks.reduce((sum, value) => sum + value, 0) / 25;
  const variance = blocks.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 24;
  return { mean, error: Math.sqrt(variance / 25) };
}

/** ⟨E⟩ and ⟨|m|⟩ of the 4 × 4 torus, by all 65,536 configurations. */
function enumerate(T: number, h = 0): { energy: number; magnetisation: number } {
  let [Z, energy, magnetisation] = [0, 0, 0];
  for (let state = 0; state < 1 << 16; state++) {
    const spin = (row: number, column: number): number =>
      (state >> (4 * (row & 3) + (column & 3))) & 1 ? 1 : -1;
    let [E, M] = [0, 0];
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 4; column++) {
        E -= spin(row, column) * (spin(row + 1, column) + spin(row, column + 1) + h);
        M += spin(row, column);
      }
    }
    const weight = Math.exp(-(E + 32) / T);
    Z += weight;
    energy += weight * E;
    magnetisation += (weight * Math.abs(M)) / 16;
  }
  return { energy: energy / Z, magnetisation: magnetisation / Z };
}

const MOVES: [string, (model: Ising) => number][] = [
  ['Metropolis', (model) => model.metropolis()],
  ['Wolff', (model) => model.wolff()],
];

describe('Ising', () => {
  it.each(MOVES)(
    '%s: energy and |m| on 4 × 4 agree with the enumeration of all configurations',
    (_, move) => {
      for (const T of [1.8, 2.5, 4]) {
        const exact = enumerate(T);
        const model = ising({ size: 4, temperature: T, random: random(7) });
        for (let i = 0; i < 200; i++) move(model);
        let m = 0;
        const energy = measure(25_000, () => {
          move(model);
          m += Math.abs(model.magnetisation()) / 25_000;
          return model.energy();
        });
        expect(Math.abs(energy.mean - exact.energy)).toBeLessThan(4 * energy.error);
        expect(energy.error).toBeLessThan(0.2); // so that agreement says something: the energies are about −30 … −9
        expect(Math.abs(m - exact.magnetisation)).toBeLessThan(0.01);
        expect(Math.abs(energy.mean - enumerate(T * 1.05).energy)).toBeGreaterThan(4 * energy.error); // a twin that is 5 % hotter
      }
    },
  );

  it('Metropolis in a field agrees with the enumeration too; Wolff refuses it', () => {
    const model = ising({ size: 4, temperature: 3, field: 0.4, random: random(2) });
    const { mean, error } = measure(25_000, () => {
      model.metropolis();
      return model.energy();
    });
    expect(Math.abs(mean - enumerate(3, 0.4).energy)).toBeLessThan(4 * error);
    expect(() => model.wolff()).toThrow('without field');
  });

  it.each([1.8, 2.0, 2.15])(
    'at kT/J = %f a 32 × 32 lattice has Yang’s magnetisation and Onsager’s energy',
    (T) => {
      const model = ising({ size: 32, temperature: T, random: random(3), start: 'cold' });
      for (let i = 0; i < 50; i++) model.wolff();
      let energy = 0;
      const samples = 1500;
      const m = measure(samples, () => {
        model.wolff();
        energy += model.energy() / (samples * 1024);
        return Math.abs(model.magnetisation());
      });
      // Three standard errors, and what 32 sites lack of infinity (the correlation length at 2.15 is about 5).
      expect(Math.abs(m.mean - yangMagnetisation(T))).toBeLessThan(3 * m.error + 2e-3);
      expect(Math.abs(energy - onsagerEnergy(T))).toBeLessThan(0.01);
      expect(yangMagnetisation(T * 1.03)).toBeLessThan(m.mean - 3 * m.error - 2e-3); // a twin that is 3 % hotter
    },
  );

  it('Onsager and Yang, at points that are known', () => {
    expect(onsagerEnergy(isingCriticalTemperature)).toBeCloseTo(-Math.SQRT2, 6); // u(T_c) = −√2
    expect(onsagerEnergy(1e-2)).toBeCloseTo(-2, 12);
    expect(onsagerEnergy(1e3)).toBeCloseTo(-2e-3, 8); // −2β + …
    expect(yangMagnetisation(2)).toBeCloseTo(0.911319377877496, 12);
    expect([yangMagnetisation(2.27), yangMagnetisation(1e-2)]).toEqual([0, 1]);
    expect(isingCriticalTemperature).toBe(2 / Math.log(1 + Math.SQRT2));
    // dA/dT by differences: u = ∂(βf)/∂β has the specific heat Δu/ΔT, which grows towards T_c from both sides
    const heat = (T: number): number => (onsagerEnergy(T + 1e-4) - onsagerEnergy(T - 1e-4)) / 2e-4;
    expect([heat(2.26) > heat(2.1), heat(2.28) > heat(2.5)]).toEqual([true, true]);
  });

  it('cold is ordered, energy −2 a site; a flip costs 8', () => {
    const model = ising({ size: 6, temperature: 1, random: random(1), start: 'cold' });
    expect([model.energy(), model.magnetisation()]).toEqual([-72, 1]);
    model.spins[7] = -1;
    expect(model.energy()).toBe(-64);
    expect(() => ising({ size: 1, temperature: 1, random: random(1) })).toThrow('at least 2 × 2');
    expect(() => model.heat(0)).toThrow('positive and finite');
  });
});

/** ⟨E⟩ of the 2 × 2 torus: a ring of four spins with doubled bonds, by its transfer matrix, whose eigenvalues are Iₙ(2/T). */
function ringOfFour(T: number): number {
  const K = 2 / T;
  /** Iₙ(K) = (1/π) ∫ e^(K cos θ) cos nθ dθ; the trapezium rule is exact for periodic functions. */
  const bessel = (n: number): number => {
    let sum = 0;
    for (let k = 0; k < 200; k++)
      sum += Math.exp(K * (Math.cos((2 * Math.PI * k) / 200) - 1)) * Math.cos((2 * Math.PI * k * n) / 200);
    return sum / 200;
  };
  let [Z, sum] = [0, 0];
  for (let n = -20; n <= 20; n++) {
    const I = bessel(n);
    const slope = (bessel(n - 1) + bessel(n + 1)) / 2;
    Z += I ** 4;
    sum += I ** 3 * slope;
  }
  return -8 * (sum / Z);
}

describe('XY', () => {
  const moves: [string, (model: XY) => number][] = [
    ['Metropolis', (model) => model.metropolis()],
    ['Wolff', (model) => model.wolff()],
  ];
  it.each(moves)('%s: the energy on 2 × 2 agrees with the transfer matrix of a ring of four', (_, move) => {
    for (const T of [0.7, 1.5]) {
      const model = xy({ size: 2, temperature: T, random: random(5) });
      for (let i = 0; i < 200; i++) move(model);
      const { mean, error } = measure(20_000, () => {
        move(model);
        return model.energy();
      });
      expect(Math.abs(mean - ringOfFour(T))).toBeLessThan(4 * error);
      expect(Math.abs(mean - ringOfFour(T * 1.1))).toBeGreaterThan(4 * error); // a twin that is 10 % hotter
    }
  });

  it('cold it has spin waves, −2 + T/2 a site: equipartition', () => {
    const T = 0.05;
    const model = xy({ size: 16, temperature: T, random: random(5), start: 'cold' });
    for (let i = 0; i < 100; i++) model.metropolis(0.5);
    const { mean } = measure(250, () => {
      model.metropolis(0.5);
      return model.energy() / 256;
    });
    expect(Math.abs(mean - (-2 + T / 2))).toBeLessThan(1.5e-3); // (1 − 1/L²) T/2, and T²/32 from the quartic term
  });

  it('vortices: one where the spins turn once around a point, their sum is 0 on a torus, none when cold', () => {
    const model = xy({ size: 12, temperature: 1, random: random(1) });
    expect(model.vortices().reduce((sum, charge) => sum + charge, 0)).toBe(0);
    expect(model.vortices().some((charge) => charge !== 0)).toBe(true);
    for (let row = 0; row < 12; row++) {
      for (let column = 0; column < 12; column++) {
        const angle = Math.atan2(-(row - 5.5), column - 5.5) + 0.3; // counter-clockwise on the page, where rows point down
        model.spins[2 * (12 * row + column)] = Math.cos(angle);
        model.spins[2 * (12 * row + column) + 1] = Math.sin(angle);
      }
    }
    expect(model.vortices()[12 * 5 + 5]).toBe(1);
    const cold = xy({ size: 12, temperature: 1, random: random(1), start: 'cold' });
    expect(cold.vortices().every((charge) => charge === 0)).toBe(true);
    expect([cold.energy(), ...cold.magnetisation()]).toEqual([-288, 1, 0]);
  });

  it('spins keep their length', () => {
    const model = xy({ size: 8, temperature: 0.9, random: random(1) });
    for (let i = 0; i < 200; i++) model.wolff();
    for (let i = 0; i < 64; i++) {
      expect(Math.hypot(model.spins[2 * i], model.spins[2 * i + 1])).toBeCloseTo(1, 15);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { random } from '#tensor';
import golden from '../../../test/golden/e3nn_o3.json' with { type: 'json' };
import { cyclicGroup } from '../group/cyclic.ts';
import { dihedralGroup } from '../group/dihedral.ts';
import { isLieGroup } from '../group/group.ts';
import type { Group } from '../group/group.ts';
import { integersModulo } from '../group/integers.ts';
import { O2, O3, SO2, SO3 } from '../group/orthogonal.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { exponential } from '../linear/exponential.ts';
import { applyMatrix, distance, identityMatrix, multiply, trace, transpose } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { circleIrrep, reflectedCircleIrrep } from './circle-irreps.ts';
import { directSum, tensorProduct } from './combine.ts';
import { characterProduct, decompose } from './decompose.ts';
import { trivialIrrep } from './irrep.ts';
import type { Irrep } from './irrep.ts';
import { permutationRepresentation, regularRepresentation } from './permute.ts';
import { planeIrreps, ringIrreps } from './plane-irreps.ts';
import type { Representation } from './representation.ts';
import { reflectedSphereIrrep, sphereIrrep } from './sphere-irreps.ts';
import { sphericalHarmonics } from './spherical-harmonics.ts';
import { determinantRepresentation, standardRepresentation } from './standard.ts';
import { signRepresentation, sumZeroRepresentation } from './symmetric-irreps.ts';
import { wigner3j } from './wigner-3j.ts';

const S4 = symmetricGroup(4);
const upTo = (k: number): number[] => Array.from({ length: k + 1 }, (_, i) => i);

/** For each group, irreps of which no two are the same. */
const FAMILIES = [
  ...[1, 2, 3, 4, 5, 8].map((n) => planeIrreps(cyclicGroup(n))),
  ...[1, 2, 3, 4, 5, 6].map((n) => planeIrreps(dihedralGroup(n))),
  ringIrreps(integersModulo(6)),
  upTo(5).map(circleIrrep),
  [reflectedCircleIrrep(0), reflectedCircleIrrep(0, '-'), ...[1, 2, 5].map((k) => reflectedCircleIrrep(k))],
  upTo(5).map(sphereIrrep),
  upTo(3).flatMap((l) => [reflectedSphereIrrep(l, 'e'), reflectedSphereIrrep(l, 'o')]),
  [trivialIrrep(S4), signRepresentation(S4), sumZeroRepresentation(S4)],
] as unknown as readonly (readonly Irrep[])[];

/** The largest |ρ(gh) − ρ(g)ρ(h)| and |ρ(g)ᵀρ(g) − 1| over random pairs. */
function errorOf(rho: Representation, pairs: number): number {
  const draw = random(7);
  let most = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const [g, h] = [rho.group.random(draw), rho.group.random(draw)];
    const [atG, atH] = [rho.matrix(g), rho.matrix(h)];
    most = Math.max(most, distance(rho.matrix(rho.group.multiply(g, h)), multiply(atG, atH)));
    most = Math.max(most, distance(multiply(transpose(atG), atG), identityMatrix(rho.dimension)));
  }
  return most;
}

const twinOf = (rho: Representation, matrix: (g: unknown) => Matrix): Representation => ({ ...rho, matrix });

describe.each(FAMILIES.map((irreps) => [irreps[0].group.name, irreps] as const))(
  'irreps of %s',
  (_, irreps) => {
    it.each(irreps.map((rho) => [rho.name, rho] as const))(
      '%s: ρ(gh) = ρ(g)ρ(h), and ρ(g) is orthogonal',
      (_name, rho) => {
        expect(errorOf(rho, 100)).toBeLessThan(1e-13); // a hundred float64 roundings or so
      },
    );

    it('characters are orthogonal: ⟨χᵢ, χⱼ⟩ = 0, and ⟨χᵢ, χᵢ⟩ is how many matrices commute with ρᵢ', () => {
      irreps.forEach((a, i) => {
        irreps.forEach((b, j) => {
          expect(characterProduct(a, b)).toBe(i === j ? a.endomorphisms.length : 0);
        });
      });
    });

    it('what is said to commute with ρ(g) does', () => {
      const draw = random(9);
      for (const { endomorphisms, matrix, group } of irreps) {
        for (const j of endomorphisms) {
          const g = matrix(group.random(draw));
          expect(distance(multiply(g, j), multiply(j, g))).toBeLessThan(1e-14);
        }
      }
    });

    it('dρ(X) is the logarithm: exp(dρ(X)) = ρ(exp X)', () => {
      for (const { derivative, group, matrix } of irreps) {
        if (!isLieGroup(group)) continue;
        for (const x of group.algebra) {
          expect(distance(exponential(derivative!(x)), matrix(group.exponential(x)))).toBeLessThan(1e-12);
        }
      }
    });
  },
);

describe('broken irreps are caught', () => {
  it('a transposed D, an angle that is not a multiple, a parity that is not of the determinant', () => {
    const d2 = sphereIrrep(2) as Representation;
    expect(
      errorOf(
        twinOf(d2, (g) => transpose(d2.matrix(g))),
        10,
      ),
    ).toBeGreaterThan(0.1);
    const half = SO2 as Group;
    const angle = (g: Matrix): number => Math.atan2(g[1][0], g[0][0]) / 2;
    const spinor = twinOf({ name: '½', group: half, dimension: 2, matrix: () => [] }, (g) => {
      const [c, s] = [Math.cos(angle(g as Matrix)), Math.sin(angle(g as Matrix))];
      return [
        [c, -s],
        [s, c],
      ];
    });
    expect(errorOf(spinor, 50)).toBeGreaterThan(0.1);
    const odd = reflectedSphereIrrep(1, 'o') as Representation;
    const bySign = twinOf(odd, (g) => {
      const matrix = odd.matrix(g);
      return trace(g as Matrix) > 0 ? matrix : matrix.map((row) => row.map((entry) => -entry));
    });
    expect(errorOf(bySign, 20)).toBeGreaterThan(0.1);
  });
});

describe('decomposition', () => {
  it.each([3, 4, 6])('the regular representation of D%i holds each irrep as often as its dimension', (n) => {
    const group = dihedralGroup(n);
    for (const { irrep, multiplicity } of decompose(regularRepresentation(group), planeIrreps(group))) {
      expect(multiplicity).toBe(irrep.dimension);
    }
  });

  it('over ℝ, the regular representation of C₅ holds each irrep once: those of complex type count twice', () => {
    const group = cyclicGroup(5);
    const found = decompose(regularRepresentation(group), planeIrreps(group));
    expect(found.map(({ irrep, multiplicity }) => [irrep.name, multiplicity])).toEqual([
      ['0', 1],
      ['1', 1],
      ['2', 1],
    ]);
  });

  it('ℝ⁴ under S₄ is the trivial and the standard representation, and the sign is not in it', () => {
    const irreps = [trivialIrrep(S4), signRepresentation(S4), sumZeroRepresentation(S4)];
    const found = decompose(permutationRepresentation(S4), irreps);
    expect(found.map(({ irrep, multiplicity }) => [irrep.name, multiplicity])).toEqual([
      ['trivial 1', 1],
      ['standard', 1],
    ]);
  });

  it('l₁ ⊗ l₂ = |l₁ − l₂| ⊕ … ⊕ l₁ + l₂, and 1o ⊗ 1o = 0e ⊕ 1e ⊕ 2e', () => {
    const irreps = upTo(6).map(sphereIrrep);
    for (const [l1, l2] of [
      [1, 1],
      [2, 1],
      [3, 2],
      [3, 3],
    ]) {
      const found = decompose(tensorProduct(sphereIrrep(l1), sphereIrrep(l2)), irreps);
      expect(found.map(({ irrep }) => irrep.name)).toEqual(upTo(2 * l2).map((k) => String(l1 - l2 + k)));
      expect(found.every(({ multiplicity }) => multiplicity === 1)).toBe(true);
    }
    const vector = standardRepresentation(O3);
    const all = upTo(2).flatMap((l) => [reflectedSphereIrrep(l, 'e'), reflectedSphereIrrep(l, 'o')]);
    expect(decompose(tensorProduct(vector, vector), all).map(({ irrep }) => irrep.name)).toEqual([
      '0e',
      '1e',
      '2e',
    ]);
    expect(characterProduct(determinantRepresentation(O3), reflectedSphereIrrep(0, 'o'))).toBe(1);
    expect(characterProduct(standardRepresentation(O2), reflectedCircleIrrep(1))).toBe(1);
  });

  it('a missing irrep, and a matrix that is no representation, are told', () => {
    const rho = directSum(sphereIrrep(1), sphereIrrep(2));
    expect(() => decompose(rho, [sphereIrrep(1)])).toThrow('fill 3 of the 8 dimensions');
    const none = { ...sphereIrrep(1), matrix: () => [[0.7]] };
    expect(() => characterProduct(none, sphereIrrep(0))).toThrow('not a whole number');
  });
});

describe('spherical harmonics', () => {
  const draw = random(11);
  const direction = (): [number, number, number] => [draw.normal(), draw.normal(), draw.normal()];

  it('Y(Rx) = D(R) Y(x) for 100 random rotations, l ≤ 6', () => {
    for (let trial = 0; trial < 100; trial++) {
      const r = SO3.random(draw);
      const x = direction();
      const [before, after] = [
        sphericalHarmonics(6, x),
        sphericalHarmonics(6, applyMatrix(r, x) as [number, number, number]),
      ];
      for (const l of upTo(6)) {
        const block = before.slice(l * l, (l + 1) * (l + 1));
        applyMatrix(sphereIrrep(l).matrix(r), block).forEach((value, m) => {
          expect(Math.abs(value - after[l * l + m])).toBeLessThan(1e-13);
        });
      }
    }
  });

  it('with x and z exchanged they do not turn with D: the polar axis is y', () => {
    const r = SO3.random(draw);
    const [x, y, z] = direction();
    const [before, after] = [
      sphericalHarmonics(2, [z, y, x]),
      sphericalHarmonics(2, applyMatrix(r, [x, y, z]).reverse() as [number, number, number]),
    ];
    const turned = applyMatrix(sphereIrrep(2).matrix(r), before.slice(4));
    expect(Math.max(...turned.map((value, m) => Math.abs(value - after[4 + m])))).toBeGreaterThan(0.1);
  });

  it('have the textbook polynomials for l = 1, 2, 3', () => {
    const [x, y, z] = [2 / 7, 3 / 7, 6 / 7];
    const [one, two, three] = [
      [x, y, z],
      [Math.sqrt(3) * x * z, Math.sqrt(3) * x * y, y * y - (x * x + z * z) / 2],
      [0, 0, 0],
    ];
    three[0] = (Math.sqrt(10) / 4) * x * (3 * z * z - x * x);
    three[1] = Math.sqrt(15) * x * y * z;
    three[2] = (Math.sqrt(6) / 4) * x * (4 * y * y - x * x - z * z);
    const ours = sphericalHarmonics(3, [2, 3, 6], 'norm');
    [...one].forEach((value, m) => expect(ours[1 + m]).toBeCloseTo(value, 14));
    [...two].forEach((value, m) => expect(ours[4 + m]).toBeCloseTo(value, 14));
    [...three].forEach((value, m) => expect(ours[9 + m]).toBeCloseTo(value, 14));
  });

  it("Unsöld's theorem: Σₘ Y_lm² is 2l + 1, 1 or (2l + 1)/4π in every direction", () => {
    for (const [normalisation, square] of [
      ['component', 1],
      ['norm', 0],
      ['integral', 1 / (4 * Math.PI)],
    ] as const) {
      const harmonics = sphericalHarmonics(5, direction(), normalisation);
      for (const l of upTo(5)) {
        const sum = harmonics
          .slice(l * l, (l + 1) * (l + 1))
          .reduce((total, value) => total + value * value, 0);
        expect(sum).toBeCloseTo(normalisation === 'norm' ? 1 : (2 * l + 1) * square, 12);
      }
    }
    expect(() => sphericalHarmonics(1, [0, 0, 0])).toThrow('has no direction');
  });
});

describe("Wigner's 3j", () => {
  const triples = upTo(3).flatMap((a) => upTo(3).flatMap((b) => upTo(3).map((c) => [a, b, c] as const)));
  const allowed = triples.filter(([a, b, c]) => c >= Math.abs(a - b) && c <= a + b);

  it('is invariant: Σ D¹ᵢₐ D²ⱼᵦ D³ₖ꜀ Cₐᵦ꜀ = Cᵢⱼₖ, and Σ C² = 1', () => {
    const r = SO3.random(random(13));
    for (const [a, b, c] of allowed) {
      const whole = wigner3j(a, b, c).flat(2);
      const d = tensorProduct(tensorProduct(sphereIrrep(a), sphereIrrep(b)), sphereIrrep(c)).matrix(r);
      applyMatrix(d, whole).forEach((value, i) => expect(Math.abs(value - whole[i])).toBeLessThan(1e-13));
      expect(whole.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 12);
    }
  });

  it('a coefficient with the wrong sign is caught', () => {
    const r = SO3.random(random(13));
    const twin = wigner3j(1, 1, 2).flat(2);
    twin[twin.findIndex((value) => value !== 0)] *= -1;
    const d = tensorProduct(tensorProduct(sphereIrrep(1), sphereIrrep(1)), sphereIrrep(2)).matrix(r);
    expect(Math.max(...applyMatrix(d, twin).map((value, i) => Math.abs(value - twin[i])))).toBeGreaterThan(
      0.1,
    );
  });

  it('has the numbers and the signs of e3nn', () => {
    const given = golden.cases.filter(({ kind }) => kind === 'wigner_3j') as unknown as {
      name: string;
      C: { data: number[] };
    }[];
    expect(given.length).toBeGreaterThan(10);
    for (const { name, C } of given) {
      const [a, b, c] = [...name.slice(-3)].map(Number);
      wigner3j(a, b, c)
        .flat(2)
        .forEach((value, i) => expect(Math.abs(value - C.data[i])).toBeLessThan(1e-14));
    }
  });

  it('spins that do not couple are refused', () => {
    expect(() => wigner3j(1, 1, 3)).toThrow('Spins 1, 1, 3 do not couple');
  });
});

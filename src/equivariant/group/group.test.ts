import { describe, expect, it } from 'vitest';
import { random } from '#tensor';
import { determinant, distance, identityMatrix, multiply, transpose } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { C4, cyclicGroup } from './cyclic.ts';
import { D4, dihedralGroup } from './dihedral.ts';
import { directProduct } from './direct-product.ts';
import { euclideanGroup, linearPart } from './euclidean.ts';
import type { Group } from './group.ts';
import { integersModulo } from './integers.ts';
import { O2, O3, orthogonalGroup, SO2, SO3, specialOrthogonalGroup } from './orthogonal.ts';
import { symmetricGroup } from './symmetric.ts';

const FINITE: Group[] = [
  integersModulo(1),
  integersModulo(6),
  cyclicGroup(5),
  C4,
  D4,
  dihedralGroup(3),
  symmetricGroup(1),
  symmetricGroup(2),
  symmetricGroup(4),
  directProduct(integersModulo(2), integersModulo(3)),
  directProduct(symmetricGroup(3), C4),
];
const CONTINUOUS: Group[] = [
  SO2,
  O2,
  SO3,
  O3,
  specialOrthogonalGroup(5),
  orthogonalGroup(4),
  euclideanGroup(1),
  euclideanGroup(3),
  directProduct(symmetricGroup(9), O3),
];

/** Names the axioms that fail for some triple of random elements. */
function brokenAxioms<Element>(group: Group<Element>, triples: number): string[] {
  const draw = random(1);
  const { identity: e, multiply: times, invert, equals } = group;
  const broken = new Set<string>();
  for (let trial = 0; trial < triples; trial++) {
    const [g, h, k] = [group.random(draw), group.random(draw), group.random(draw)];
    if (!equals(times(times(g, h), k), times(g, times(h, k)))) broken.add('(gh)k = g(hk)');
    if (!equals(times(e, g), g) || !equals(times(g, e), g)) broken.add('eg = g = ge');
    if (!equals(times(g, invert(g)), e) || !equals(times(invert(g), g), e)) broken.add('gg⁻¹ = e');
  }
  return [...broken];
}

describe('a group', () => {
  it.each([...FINITE, ...CONTINUOUS].map((group) => [group.name, group] as const))(
    '%s: (gh)k = g(hk), eg = g = ge, gg⁻¹ = e',
    (_, group) => {
      expect(brokenAxioms(group, 100)).toEqual([]);
    },
  );

  it('a product the wrong way round, or an inverse that forgets the translation, is caught', () => {
    const e3 = euclideanGroup(3);
    expect(brokenAxioms({ ...e3, invert: transpose }, 10)).toContain('gg⁻¹ = e');
    expect(brokenAxioms({ ...O3, multiply: (g, h) => multiply(g, transpose(h)) }, 10)).toContain(
      '(gh)k = g(hk)',
    );
    const S4 = symmetricGroup(4);
    expect(brokenAxioms({ ...S4, invert: (sigma) => sigma }, 10)).toContain('gg⁻¹ = e');
  });

  it.each(FINITE.map((group) => [group.name, group] as const))(
    '%s: its list has as many different elements as its order, the identity first',
    (_, group) => {
      const all = group.list!();
      expect(new Set(all.map((g) => group.nameOf(g))).size).toBe(group.order);
      expect(all).toHaveLength(group.order);
      expect(group.equals(all[0], group.identity)).toBe(true);
    },
  );

  it.each(FINITE.map((group) => [group.name, group] as const))(
    '%s: products of its generators are all of it',
    (_, group) => {
      const found = new Map([[group.nameOf(group.identity), group.identity]]);
      for (const g of found.values()) {
        for (const generator of group.generators) {
          const next = group.multiply(generator, g);
          found.set(group.nameOf(next), next);
        }
      }
      expect(found.size).toBe(group.order);
    },
  );

  it('conjugacy classes: the weights sum to 1, and S₄ has five of sizes 6, 8, 3, 6, 1', () => {
    for (const group of [...FINITE, SO2, O2, SO3, O3, symmetricGroup(12)]) {
      const total = group.classes!().reduce((sum, { weight }) => sum + weight, 0);
      expect(total).toBeCloseTo(1, 12);
    }
    const sizes = symmetricGroup(4).classes!().map(({ weight }) => weight * 24);
    expect(sizes.map((size) => Math.round(size * 1e9) / 1e9)).toEqual([6, 8, 3, 6, 1]);
  });

  it('S₃ in its list: each conjugacy class has the share that counting gives', () => {
    const S3 = symmetricGroup(3);
    const all = S3.list!();
    for (const { representative, weight } of S3.classes!()) {
      const orbit = new Set(
        all.map((g) => S3.nameOf(S3.multiply(S3.multiply(g, representative), S3.invert(g)))),
      );
      expect(weight).toBeCloseTo(orbit.size / 6, 12);
    }
  });

  it.each([
    ['SO(2)', SO2, 2, true],
    ['O(2)', O2, 2, false],
    ['SO(3)', SO3, 3, true],
    ['O(3)', O3, 3, false],
  ] as const)(
    '%s: random elements are orthogonal, of either or of one determinant',
    (_, group, n, special) => {
      const draw = random(3);
      const determinants = Array.from({ length: 50 }, () => {
        const g = group.random(draw);
        expect(distance(multiply(g, transpose(g)), identityMatrix(n))).toBeLessThan(1e-14);
        return Math.round(determinant(g));
      });
      expect(new Set(determinants)).toEqual(new Set(special ? [1] : [1, -1]));
    },
  );

  it.each(
    [...FINITE, ...CONTINUOUS].filter(({ order }) => order > 1).map((group) => [group.name, group] as const),
  )('%s: its random elements are not all one', (_, group) => {
    const draw = random(4);
    const drawn = Array.from({ length: 20 }, () => group.nameOf(group.random(draw)));
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });

  it("Haar's law on SO(3): E tr R = 0 and E (tr R)² = 1, as for any irrep of real type", () => {
    const draw = random(5);
    const count = 4000;
    const traces = Array.from({ length: count }, () => {
      const g = SO3.random(draw);
      return g[0][0] + g[1][1] + g[2][2];
    });
    const mean = traces.reduce((sum, t) => sum + t, 0) / count;
    const square = traces.reduce((sum, t) => sum + t * t, 0) / count;
    // Four standard errors: Var χ = 1, Var χ² = 2 (E χ⁴ = 3).
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  });

  it('exp(tX) is in the group, and exp(sX) exp(tX) = exp((s + t)X)', () => {
    const scaled = (x: Matrix, t: number): Matrix => x.map((row) => row.map((entry) => entry * t));
    for (const group of [SO2, SO3, O3, euclideanGroup(2), euclideanGroup(3)]) {
      for (const x of group.algebra) {
        const [one, two, three] = [0.4, 2.5, 2.9].map((t) => group.exponential(scaled(x, t)));
        expect(distance(multiply(one, two), three)).toBeLessThan(1e-14);
        const q = group.name.startsWith('E') ? linearPart(one) : one;
        expect(distance(multiply(q, transpose(q)), identityMatrix(q.length))).toBeLessThan(1e-14);
      }
    }
    // A quarter turn of the plane, with cosine and sine from elsewhere.
    const quarter = SO2.exponential(scaled(SO2.algebra[0], 1));
    expect(
      distance(quarter, [
        [Math.cos(1), -Math.sin(1)],
        [Math.sin(1), Math.cos(1)],
      ]),
    ).toBeLessThan(1e-15);
  });

  it('what is no group is refused', () => {
    expect(() => integersModulo(0)).toThrow('There is no Z/0');
    expect(() => symmetricGroup(-1)).toThrow('There is no S-1');
    expect(() => specialOrthogonalGroup(1)).toThrow('no group SO(1)');
    expect(() => euclideanGroup(0.5)).toThrow('no group E(0.5)');
  });
});

import { describe, expect, it } from 'vitest';
import { random } from '#tensor';
import { C4, cyclicGroup } from '../group/cyclic.ts';
import { D4 } from '../group/dihedral.ts';
import { directProduct } from '../group/direct-product.ts';
import { euclideanGroup } from '../group/euclidean.ts';
import { integersModulo } from '../group/integers.ts';
import { O2, O3, SO2, SO3 } from '../group/orthogonal.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { distance, matrixOf, multiply } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { nullSpace } from '../linear/null-space.ts';
import { circleIrrep } from '../representation/circle-irreps.ts';
import {
  copies,
  directSum,
  tensorProduct,
  through,
  trivialRepresentation,
} from '../representation/combine.ts';
import { characterProduct } from '../representation/decompose.ts';
import {
  permutationRepresentation,
  pixelRepresentation,
  regularRepresentation,
} from '../representation/permute.ts';
import { planeIrreps } from '../representation/plane-irreps.ts';
import type { Representation } from '../representation/representation.ts';
import { sphereIrrep } from '../representation/sphere-irreps.ts';
import { directionRepresentation, standardRepresentation } from '../representation/standard.ts';
import { wigner3j } from '../representation/wigner-3j.ts';
import { equivariantMaps, invariantVectors, readableBasis } from './equivariant-maps.ts';

/** The largest |ρ_out(g) W − W ρ_in(g)| over random elements: the definition, whatever generators were used. */
function commutatorError<Element>(
  maps: readonly Matrix[],
  from: Representation<Element>,
  to: Representation<Element>,
  elements = 20,
): number {
  const draw = random(1);
  let most = 0;
  for (let trial = 0; trial < elements; trial++) {
    const g = from.group.random(draw);
    const [left, right] = [to.matrix(g), from.matrix(g)];
    for (const w of maps) most = Math.max(most, distance(multiply(left, w), multiply(w, right)));
  }
  return most;
}

const S4 = symmetricGroup(4);
const p4 = permutationRepresentation(S4);
const pairs4 = tensorProduct(p4, p4);
const vector = standardRepresentation(SO3);
const cloud = directProduct(symmetricGroup(3), O3);
const points = through(cloud, ([sigma]) => sigma, permutationRepresentation(symmetricGroup(3)));
const vectors = through(cloud, ([, q]) => q, standardRepresentation(O3));

/** Pairs of representations, and the number of maps between them that the theory gives. */
const KNOWN: readonly [string, Representation<never>, Representation<never>, number][] = [
  [
    'Z/7 on a ring: seven shifts',
    regularRepresentation(integersModulo(7)),
    regularRepresentation(integersModulo(7)),
    7,
  ],
  ['S₄ on ℝ⁴: two', p4, p4, 2],
  ['S₄ from ℝ⁴ ⊗ ℝ⁴ to itself: fifteen, Bell(4)', pairs4, pairs4, 15],
  ['S₄ from pairs to things: five, Bell(3)', pairs4, p4, 5],
  ['S₄ from pairs to a number: two, Bell(2)', pairs4, trivialRepresentation(S4), 2],
  [
    'C₄ from the number to 3 × 3 pixels: three orbits',
    trivialRepresentation(C4),
    pixelRepresentation(C4, 3),
    3,
  ],
  [
    'D₄ from the number to 5 × 5 pixels: six orbits',
    trivialRepresentation(D4),
    pixelRepresentation(D4, 5),
    6,
  ],
  ['C₄ from irrep 1 to itself: two, complex type', planeIrreps(C4)[1], planeIrreps(C4)[1], 2],
  [
    'C₈ regular to itself: eight',
    regularRepresentation(cyclicGroup(8)),
    regularRepresentation(cyclicGroup(8)),
    8,
  ],
  ['SO(2) from frequency 3 to itself: two', circleIrrep(3), circleIrrep(3), 2],
  ['SO(2) from frequency 1 to 2: none', circleIrrep(1), circleIrrep(2), 0],
  ['O(2) from vectors to vectors: one', standardRepresentation(O2), standardRepresentation(O2), 1],
  ['SO(3) from pairs of vectors to vectors: the cross product', tensorProduct(vector, vector), vector, 1],
  [
    'O(3) from pairs of vectors to vectors: none',
    tensorProduct(standardRepresentation(O3), standardRepresentation(O3)),
    standardRepresentation(O3),
    0,
  ],
  [
    'SO(3), 2·(l=1) ⊕ l=2 to 3·(l=1): six',
    directSum(copies(2, sphereIrrep(1)), sphereIrrep(2)),
    copies(3, sphereIrrep(1)),
    6,
  ],
  [
    'S₃ × O(3), three vectors to three vectors: two',
    tensorProduct(points, vectors),
    tensorProduct(points, vectors),
    2,
  ],
] as never;

describe('equivariant maps', () => {
  it.each(KNOWN)('%s', (_, from, to, dimension) => {
    const maps = equivariantMaps(from, to);
    expect(maps).toHaveLength(dimension);
    expect(characterProduct(from, to)).toBe(dimension);
    expect(commutatorError(maps, from, to)).toBeLessThan(1e-12);
    maps.forEach((v, i) => {
      maps.forEach((w, j) => {
        const inner = v.flat().reduce((sum, entry, k) => sum + entry * w.flat()[k], 0);
        expect(inner).toBeCloseTo(i === j ? 1 : 0, 12);
      });
    });
  });

  it('the commutator notices a map that is not equivariant', () => {
    const off = matrixOf(4, 4, (i, j) => (i === 0 && j === 0 ? 1 : 0));
    expect(commutatorError([off], p4, p4)).toBeGreaterThan(0.5);
  });

  it('Z/n: the readable basis is the n cyclic shifts, so W is circulant, a convolution', () => {
    const ring = regularRepresentation(integersModulo(5));
    const shifts = readableBasis(equivariantMaps(ring, ring));
    const expected = [0, 1, 2, 3, 4].map((k) =>
      matrixOf(5, 5, (i, j) => ((i - j + 5 + k) % 5 === 0 ? 1 : 0)),
    );
    expect(shifts).toEqual(expected);
  });

  it('Sₙ on ℝⁿ: 1 and the matrix that is 1 off the diagonal (deep sets)', () => {
    const [same, other] = readableBasis(equivariantMaps(p4, p4));
    expect(same).toEqual(matrixOf(4, 4, (i, j) => (i === j ? 1 : 0)));
    expect(other).toEqual(matrixOf(4, 4, (i, j) => (i === j ? 0 : 1)));
  });

  it('Sₙ on ℝⁿ ⊗ ℝⁿ: one indicator for each way in which four indices can coincide', () => {
    const maps = readableBasis(equivariantMaps(pairs4, pairs4));
    const patterns = maps.map((map) => {
      const seen = new Set<string>();
      map.forEach((row, out) => {
        row.forEach((entry, into) => {
          expect([0, 1]).toContain(entry);
          const indices = [Math.floor(out / 4), out % 4, Math.floor(into / 4), into % 4];
          if (entry === 1) seen.add(indices.map((index) => indices.indexOf(index)).join(''));
        });
      });
      expect(seen.size).toBe(1);
      return [...seen][0];
    });
    expect(new Set(patterns).size).toBe(15);
  });

  it('C₄ on k × k filters: invariant filters share weights over orbits of pixels', () => {
    const filters = readableBasis(invariantVectors(pixelRepresentation(C4, 3)).map((v) => [v]));
    expect(filters.map(([filter]) => filter)).toEqual([
      [1, 0, 1, 0, 0, 0, 1, 0, 1],
      [0, 1, 0, 1, 0, 1, 0, 1, 0],
      [0, 0, 0, 0, 1, 0, 0, 0, 0],
    ]);
    for (const k of [2, 3, 4, 5, 7]) {
      expect(invariantVectors(pixelRepresentation(C4, k))).toHaveLength(Math.ceil((k * k) / 4)); // Burnside
    }
  });

  it('SO(2): a filter on the circle from frequency j to k is made of circular harmonics k − j and k + j', () => {
    const [j, k, highest] = [1, 3, 6];
    const harmonics = directSum(
      ...Array.from({ length: highest + 1 }, (_, frequency) => circleIrrep(frequency)),
    );
    const filters = equivariantMaps(harmonics, tensorProduct(circleIrrep(k), circleIrrep(j)));
    expect(filters).toHaveLength(4);
    const used = Array.from({ length: highest + 1 }, (_, frequency) =>
      filters.some((filter) =>
        filter.some((row) =>
          row
            .slice(Math.max(0, 2 * frequency - 1), 2 * frequency + 1)
            .some((entry) => Math.abs(entry) > 1e-9),
        ),
      ),
    );
    expect(used.flatMap((is, frequency) => (is ? [frequency] : []))).toEqual([k - j, k + j]);
    // The filter at angle φ, as a matrix from frequency j to k, obeys κ(φ + θ) = ρ_k(θ) κ(φ) ρ_j(θ)ᵀ.
    const circle = (phi: number): number[] => [
      1,
      ...[1, 2, 3, 4, 5, 6].flatMap((frequency) => [Math.cos(frequency * phi), Math.sin(frequency * phi)]),
    ];
    const rotation = (angle: number): Matrix => [
      [Math.cos(angle), -Math.sin(angle)],
      [Math.sin(angle), Math.cos(angle)],
    ];
    const [phi, theta] = [0.3, 1.1];
    for (const filter of filters) {
      const at = (angle: number): Matrix => {
        const [a, b, c, d] = multiply(
          filter,
          circle(angle).map((value) => [value]),
        ).flat();
        return [
          [a, b],
          [c, d],
        ];
      };
      const steered = multiply(multiply(rotation(k * theta), at(phi)), rotation(-j * theta));
      expect(distance(at(phi + theta), steered)).toBeLessThan(1e-12);
    }
  });

  it('SO(3): the only map from l₁ ⊗ l₂ to l₃ is the 3j symbol, up to its length and sign', () => {
    for (const [a, b, c] of [
      [1, 1, 0],
      [1, 1, 1],
      [2, 1, 1],
      [2, 2, 2],
      [2, 1, 3],
    ]) {
      const [found] = equivariantMaps(tensorProduct(sphereIrrep(a), sphereIrrep(b)), sphereIrrep(c));
      const coupling = wigner3j(a, b, c).flat();
      const inner = found.reduce(
        (sum, row, k) => sum + row.reduce((part, entry, ij) => part + entry * coupling[ij][k], 0),
        0,
      );
      expect(Math.abs(inner)).toBeCloseTo(1, 12);
    }
  });

  it('E(3) from directions to directions: one, though there is no average to count it with', () => {
    const direction = directionRepresentation(euclideanGroup(3));
    expect(equivariantMaps(direction, direction)).toHaveLength(1);
  });

  it('Lie algebra or dense generators: the same maps of SO(3)', () => {
    const both = tensorProduct(vector, vector);
    const byElements: Representation<Matrix> = {
      name: 'twice',
      group: SO3,
      dimension: 9,
      matrix: both.matrix,
    };
    expect(equivariantMaps(byElements, byElements)).toHaveLength(equivariantMaps(both, both).length);
  });

  it('generators that do not generate, and different groups, are told', () => {
    const half = { ...C4, generators: [2] };
    const regular = regularRepresentation(half);
    expect(() => equivariantMaps(regular, regular)).toThrow(
      'Found 8 independent maps from regular to regular, but',
    );
    expect(() => equivariantMaps(p4, vector as never)).toThrow(
      'permutation of 4 belongs to S4 and vector to SO(3)',
    );
    expect(() => equivariantMaps(circleIrrep(1), standardRepresentation(SO2))).not.toThrow();
  });
});

describe('the null space', () => {
  it('A x = 0, orthonormal, of dimension n − rank, for random A of known rank', () => {
    const draw = random(3);
    for (const [m, n, rank] of [
      [5, 8, 3],
      [20, 6, 6],
      [12, 12, 7],
      [3, 40, 3],
    ]) {
      const [left, right] = [matrixOf(m, rank, () => draw.normal()), matrixOf(rank, n, () => draw.normal())];
      const a = multiply(left, right);
      const basis = nullSpace(a, n);
      expect(basis).toHaveLength(n - rank);
      for (const x of basis) {
        expect(
          Math.max(
            ...multiply(
              a,
              x.map((entry) => [entry]),
            ).map(([entry]) => Math.abs(entry)),
          ),
        ).toBeLessThan(1e-12);
      }
      const gram = multiply(
        basis,
        matrixOf(n, basis.length, (i, j) => basis[j][i]),
      );
      expect(
        distance(
          gram,
          matrixOf(basis.length, basis.length, (i, j) => (i === j ? 1 : 0)),
        ),
      ).toBeLessThan(1e-13);
    }
    expect(nullSpace([], 3)).toHaveLength(3);
  });
});

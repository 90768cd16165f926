import { describe, expect, it } from 'vitest';
import { random } from '#tensor';
import { C4, cyclicGroup } from '../group/cyclic.ts';
import { D4, dihedralGroup } from '../group/dihedral.ts';
import { directProduct } from '../group/direct-product.ts';
import { euclideanGroup } from '../group/euclidean.ts';
import { isLieGroup } from '../group/group.ts';
import { integersModulo } from '../group/integers.ts';
import { O2, O3, SO3 } from '../group/orthogonal.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { applyMatrix, distance, identityMatrix, matrixOf, transpose } from '../linear/matrix.ts';
import { copies, directSum, dual, tensorProduct, through, trivialRepresentation } from './combine.ts';
import { permutationRepresentation, pixelRepresentation, regularRepresentation } from './permute.ts';
import { character } from './representation.ts';
import type { Action, Representation } from './representation.ts';
import {
  determinantRepresentation,
  directionRepresentation,
  planeRepresentation,
  pointAction,
  standardRepresentation,
} from './standard.ts';

const S4 = symmetricGroup(4);
const E3 = euclideanGroup(3);
const clouds = directProduct(S4, O3);
const vectors = standardRepresentation(O3);

const ACTIONS: Action[] = [
  trivialRepresentation(SO3, 2),
  regularRepresentation(integersModulo(5)),
  regularRepresentation(D4),
  regularRepresentation(directProduct(integersModulo(2), integersModulo(3))),
  permutationRepresentation(S4),
  tensorProduct(permutationRepresentation(S4), permutationRepresentation(S4)),
  pixelRepresentation(C4, 3),
  pixelRepresentation(D4, 4),
  planeRepresentation(dihedralGroup(5)),
  vectors,
  standardRepresentation(O2),
  determinantRepresentation(O3),
  dual(tensorProduct(vectors, vectors)),
  directSum(vectors, determinantRepresentation(O3), vectors),
  copies(2, standardRepresentation(SO3)),
  through(clouds, ([, q]) => q, vectors),
  through(clouds, ([sigma]) => sigma, permutationRepresentation(S4)),
  pointAction(E3),
  directSum(pointAction(E3), directionRepresentation(E3), trivialRepresentation(E3)),
];

/** max |ρ(gh) x + t(gh) − (ρ(g)(ρ(h) x + t(h)) + t(g))| over random g, h, x. */
function homomorphismError<Element>(rho: Action<Element>, trials = 20): number {
  const draw = random(2);
  const move = (g: Element, x: number[]): number[] => {
    const shift = rho.shift?.(g);
    return applyMatrix(rho.matrix(g), x).map((value, i) => value + (shift ? shift[i] : 0));
  };
  let most = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [g, h] = [rho.group.random(draw), rho.group.random(draw)];
    const x = Array.from({ length: rho.dimension }, () => draw.normal());
    const [atOnce, oneByOne] = [move(rho.group.multiply(g, h), x), move(g, move(h, x))];
    atOnce.forEach((value, i) => (most = Math.max(most, Math.abs(value - oneByOne[i]))));
  }
  return most;
}

describe('a representation', () => {
  it.each(ACTIONS.map((rho) => [rho.group.name, rho.name, rho] as const))(
    '%s, %s: ρ(gh) = ρ(g)ρ(h) and ρ(e) = 1',
    (_group, _name, rho) => {
      expect(homomorphismError(rho)).toBeLessThan(1e-12); // some thousand float64 roundings
      const { matrix, dimension } = rho;
      expect(distance(matrix(rho.group.identity), identityMatrix(dimension))).toBe(0);
    },
  );

  it('ρ(g)ᵀ, a permutation read backwards, and a point without its translation are caught', () => {
    const twin = (rho: Representation<never>): Representation<never> => ({
      ...rho,
      matrix: (g) => transpose(rho.matrix(g)),
    });
    expect(homomorphismError(twin(vectors as Representation<never>))).toBeGreaterThan(0.1);
    expect(homomorphismError(twin(permutationRepresentation(S4) as Representation<never>))).toBeGreaterThan(
      0.1,
    );
    const point = pointAction(E3);
    const linear: Action<typeof E3.identity> = { ...point, matrix: (g) => transpose(point.matrix(g)) };
    expect(homomorphismError(linear)).toBeGreaterThan(0.1);
  });

  it.each(
    ACTIONS.filter(({ group }) => isLieGroup(group)).map((rho) => [rho.group.name, rho.name, rho] as const),
  )('%s, %s: dρ(X) is the derivative of ρ(exp tX) at 0, by central differences', (_group, _name, rho) => {
    const group = rho.group as typeof O3;
    const h = 1e-4; // off by h²/6 · ‖dρ³‖ ~ 1e-8
    for (const x of group.algebra) {
      const at = (t: number) => group.exponential(x.map((row) => row.map((entry) => entry * t)));
      const [ahead, behind] = [rho.matrix(at(h)), rho.matrix(at(-h))];
      const slope = matrixOf(rho.dimension, rho.dimension, (i, j) => (ahead[i][j] - behind[i][j]) / (2 * h));
      expect(distance(slope, rho.derivative!(x))).toBeLessThan(1e-6);
      const [tAhead, tBehind] = [rho.shift?.(at(h)), rho.shift?.(at(-h))];
      rho.shiftDerivative?.(x).forEach((value, i) => {
        expect(value).toBeCloseTo((tAhead![i] - tBehind![i]) / (2 * h), 6);
      });
    }
  });

  it('characters add under ⊕, multiply under ⊗, and count fixed points of permutations', () => {
    const p = permutationRepresentation(S4);
    for (const sigma of S4.list!()) {
      const fixed = sigma.filter((image, i) => image === i).length;
      expect(character(p, sigma)).toBe(fixed);
      expect(character(directSum(p, p), sigma)).toBe(2 * fixed);
      expect(character(tensorProduct(p, p), sigma)).toBe(fixed * fixed);
    }
  });

  it('σ takes what is at place i to place σ(i)', () => {
    const p = permutationRepresentation(symmetricGroup(3));
    expect(applyMatrix(p.matrix([1, 2, 0]), [10, 20, 30])).toEqual([30, 10, 20]);
  });

  it('representations of different groups do not mix, and infinite groups have no regular one', () => {
    expect(() => directSum(vectors, standardRepresentation(SO3))).toThrow(
      'vector belongs to O(3) and vector to SO(3)',
    );
    expect(() => regularRepresentation(SO3)).toThrow('too many elements');
    expect(() => pixelRepresentation(cyclicGroup(8), 3).matrix(1)).toThrow('r45 of C8 does not map pixels');
  });
});

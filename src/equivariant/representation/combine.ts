/** Representations made of others. */
import type { Group } from '../group/group.ts';
import {
  blockDiagonal,
  combine,
  identityMatrix,
  kronecker,
  multiply,
  transpose,
  zeroMatrix,
} from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { assertSameGroup } from './representation.ts';
import type { Action, Representation } from './representation.ts';

/**
 * The direct sum ρ₁ ⊕ ρ₂ ⊕ …: block by block, each acts on its own coordinates.
 *
 * Of actions too: a point with a velocity and two charges is `directSum(position, vector, trivial, trivial)`.
 *
 * @throws when there are no parts, or they belong to different groups
 *
 * @example
 * ```ts
 * import { directSum, SO3, sphereIrrep, trivialRepresentation } from '#equivariant';
 *
 * const feature = directSum(trivialRepresentation(SO3), sphereIrrep(1)); // a charge and a dipole
 * ({ name: feature.name, dimension: feature.dimension });
 * ```
 */
export function directSum<Element>(...parts: readonly Representation<Element>[]): Representation<Element>;
export function directSum<Element>(...parts: readonly Action<Element>[]): Action<Element>;
export function directSum<Element>(...parts: readonly Action<Element>[]): Action<Element> {
  const [first] = parts;
  if (!first) throw new Error('directSum of nothing has no group; give one representation at least.');
  parts.forEach((part) => assertSameGroup(first, part, 'directSum'));
  const derivatives = parts.flatMap(({ derivative }) => derivative ?? []);
  return {
    name: parts.map(({ name }) => name).join(' ⊕ '),
    group: first.group,
    dimension: parts.reduce((sum, { dimension }) => sum + dimension, 0),
    permutes: parts.every(({ permutes }) => permutes),
    matrix: (g) => blockDiagonal(parts.map((part) => part.matrix(g))),
    ...(derivatives.length === parts.length && {
      derivative: (x: Matrix) => blockDiagonal(derivatives.map((derivative) => derivative(x))),
    }),
    ...(parts.some(({ shift }) => shift) && {
      shift: (g: Element) => parts.flatMap((part) => part.shift?.(g) ?? zeros(part)),
      shiftDerivative: (x: Matrix) => parts.flatMap((part) => part.shiftDerivative?.(x) ?? zeros(part)),
    }),
  };
}

const zeros = ({ dimension }: Action): number[] => new Array<number>(dimension).fill(0);

/**
 * The same representation n times: ρ ⊕ … ⊕ ρ, copy after copy.
 *
 * @example
 * ```ts
 * import { copies, sphereIrrep } from '#equivariant';
 *
 * const eightVectors = copies(8, sphereIrrep(1));
 * ({ name: eightVectors.name, dimension: eightVectors.dimension });
 * ```
 */
export function copies<Element>(n: number, rho: Representation<Element>): Representation<Element> {
  const repeat = (matrix: Matrix): Matrix => blockDiagonal(Array.from({ length: n }, () => matrix));
  const { derivative } = rho;
  return {
    name: `${n}·${rho.name}`,
    group: rho.group,
    dimension: n * rho.dimension,
    permutes: Boolean(rho.permutes),
    matrix: (g) => repeat(rho.matrix(g)),
    ...(derivative && { derivative: (x: Matrix) => repeat(derivative(x)) }),
  };
}

/**
 * The tensor product (ρ₁ ⊗ ρ₂)(g) = ρ₁(g) ⊗ ρ₂(g), on coordinates xᵢ yⱼ at place i·d₂ + j.
 *
 * Its derivative is Leibniz' rule, dρ₁ ⊗ 1 + 1 ⊗ dρ₂.
 *
 * @throws when they belong to different groups
 *
 * @example
 * ```ts
 * import { decompose, sphereIrrep, tensorProduct } from '#equivariant';
 *
 * const stress = tensorProduct(sphereIrrep(1), sphereIrrep(1));
 * const parts = decompose(stress, [0, 1, 2].map(sphereIrrep)); // trace, antisymmetric, symmetric
 * parts.map(({ irrep, multiplicity }) => `${multiplicity} of degree ${irrep.name}`);
 * ```
 */
export function tensorProduct<Element>(
  a: Representation<Element>,
  b: Representation<Element>,
): Representation<Element> {
  assertSameGroup(a, b, 'tensorProduct');
  const [da, db] = [a.derivative, b.derivative];
  return {
    name: `(${a.name} ⊗ ${b.name})`,
    group: a.group,
    dimension: a.dimension * b.dimension,
    permutes: Boolean(a.permutes && b.permutes),
    matrix: (g) => kronecker(a.matrix(g), b.matrix(g)),
    ...(da &&
      db && {
        derivative: (x: Matrix) =>
          combine(
            1,
            kronecker(da(x), identityMatrix(b.dimension)),
            1,
            kronecker(identityMatrix(a.dimension), db(x)),
          ),
      }),
  };
}

/**
 * The dual representation ρ*(g) = ρ(g⁻¹)ᵀ, which keeps ⟨ξ, x⟩; for an orthogonal ρ it is ρ itself.
 *
 * @example
 * ```ts
 * import { C4, dual, planeRepresentation } from '#equivariant';
 *
 * const rho = planeRepresentation(C4);
 * dual(rho).matrix(1); // ρ is orthogonal, and so its own dual
 * ```
 */
export function dual<Element>(rho: Representation<Element>): Representation<Element> {
  const { group, derivative } = rho;
  return {
    name: `${rho.name}*`,
    group,
    dimension: rho.dimension,
    permutes: Boolean(rho.permutes),
    matrix: (g) => transpose(rho.matrix(group.invert(g))),
    ...(derivative && {
      derivative: (x: Matrix) => transpose(derivative(x)).map((row) => row.map((entry) => 0 - entry)),
    }),
  };
}

/**
 * The part of a representation on an invariant subspace: g ↦ Qᵀ ρ(g) Q.
 *
 * @param basis Q, whose columns are an orthonormal basis of a subspace that ρ(g) maps to itself, for every g
 *
 * @example
 * ```ts
 * import { permutationRepresentation, restrictToSubspace, symmetricGroup } from '#equivariant';
 *
 * const rho = permutationRepresentation(symmetricGroup(2));
 * const difference = restrictToSubspace('difference', rho, [[Math.SQRT1_2], [-Math.SQRT1_2]]);
 * difference.matrix([1, 0]); // the swap
 * ```
 */
export function restrictToSubspace<Element>(
  name: string,
  rho: Representation<Element>,
  basis: Matrix,
): Representation<Element> {
  const rows = transpose(basis);
  const { derivative } = rho;
  return {
    name,
    group: rho.group,
    dimension: rows.length,
    matrix: (g) => multiply(rows, multiply(rho.matrix(g), basis)),
    ...(derivative && { derivative: (x: Matrix) => multiply(rows, multiply(derivative(x), basis)) }),
  };
}

/**
 * A representation of one group as one of another, through a homomorphism φ: g ↦ ρ(φ(g)).
 *
 * With an inclusion it restricts to a subgroup; with a projection it lets a factor of a product act alone:
 * `through(clouds, ([, rotation]) => rotation, vectors)`.
 *
 * @example
 * ```ts
 * import { directProduct, SO3, sphereIrrep, symmetricGroup, through } from '#equivariant';
 *
 * const clouds = directProduct(symmetricGroup(5), SO3);
 * const vector = through(clouds, ([, rotation]) => rotation, sphereIrrep(1));
 * ({ name: vector.name, group: vector.group.name });
 * ```
 */
export function through<Element, Image>(
  group: Group<Element>,
  homomorphism: (g: Element) => Image,
  rho: Representation<Image>,
): Representation<Element>;
export function through<Element, Image>(
  group: Group<Element>,
  homomorphism: (g: Element) => Image,
  rho: Action<Image>,
): Action<Element>;
export function through<Element, Image>(
  group: Group<Element>,
  homomorphism: (g: Element) => Image,
  rho: Action<Image>,
): Action<Element> {
  const { shift } = rho;
  return {
    name: rho.name,
    group,
    dimension: rho.dimension,
    permutes: Boolean(rho.permutes),
    matrix: (g) => rho.matrix(homomorphism(g)),
    ...(shift && { shift: (g: Element) => shift(homomorphism(g)) }),
  };
}

/**
 * The representation in which nothing happens, on ℝᵈ. Default d = 1
 *
 * @example
 * ```ts
 * import { C4, trivialRepresentation } from '#equivariant';
 *
 * trivialRepresentation(C4, 2).matrix(3);
 * ```
 */
export function trivialRepresentation<Element>(
  group: Group<Element>,
  dimension = 1,
): Representation<Element> {
  const one = identityMatrix(dimension);
  const none = zeroMatrix(dimension);
  return {
    name: `trivial ${dimension}`,
    group,
    dimension,
    permutes: true,
    matrix: () => one,
    derivative: () => none,
  };
}

import type { Group } from './group.ts';

/** A 2 × 2 matrix, row by row, that acts on (row, column) offsets from the centre of an image. */
export type PlaneMatrix = readonly [number, number, number, number];

/** One element of a finite group of the plane: its name and the matrix by which it moves points. */
export interface GroupElement {
  readonly name: string;
  readonly matrix: PlaneMatrix;
}

/** A finite group of symmetries of the plane; elements are known by their index, and index 0 is the identity. */
export interface FiniteGroup extends Group<number> {
  readonly elements: readonly GroupElement[];
  /** `product[g][h]` is the index of gh: first h, then g. */
  readonly product: readonly (readonly number[])[];
  /** `inverse[g]` is the index of g⁻¹. */
  readonly inverse: readonly number[];
  list(): readonly number[];
}

/** Whether a group is a finite group of the plane, with tables. */
export const isFiniteGroup = (group: Group): group is Group & FiniteGroup => 'product' in group;

/** Multiplies two matrices: the action of a after that of b. */
export function composeMatrices(a: PlaneMatrix, b: PlaneMatrix): PlaneMatrix {
  const entry = (row: 0 | 2, column: 0 | 1): number => a[row] * b[column] + a[row + 1] * b[column + 2] + 0; // + 0 makes 0 of −0
  return [entry(0, 0), entry(0, 1), entry(2, 0), entry(2, 1)];
}

/**
 * Builds a group of the plane from its elements and their products.
 *
 * @param elements the identity first
 * @param generators indices of elements whose products are all elements
 * @param multiply the index of gh
 * @throws when element 0 is not the identity, or when a product is no element
 */
export function finiteGroup(
  name: string,
  elements: readonly GroupElement[],
  generators: readonly number[],
  multiply: (g: number, h: number) => number,
): FiniteGroup {
  const order = elements.length;
  const all = elements.map((_, index) => index);
  const product = all.map((g) =>
    all.map((h) => {
      const index = multiply(g, h);
      if (!(index in elements)) {
        throw new Error(
          `Group ${name} is not closed: ${elements[g].name}·${elements[h].name} is missing; add it to the elements.`,
        );
      }
      return index;
    }),
  );
  if (!all.every((g) => product[0][g] === g && product[g][0] === g)) {
    throw new Error(`Group ${name}: element 0 must be the identity; list it first.`);
  }
  const inverse = product.map((row) => row.indexOf(0));
  return {
    name,
    order,
    elements,
    product,
    inverse,
    identity: 0,
    multiply: (g, h) => product[g][h],
    invert: (g) => inverse[g],
    equals: (g, h) => g === h,
    random: (random) => random.integer(0, order),
    nameOf: (g) => elements[g].name,
    generators,
    list: () => all,
    classes: () => all.map((g) => ({ representative: g, weight: 1 / order })),
  };
}

/** A 2 × 2 integer matrix, row by row, that acts on (row, column) offsets from the centre of an image. */
export type PixelMatrix = readonly [number, number, number, number];

/** One element of a group: its name and the matrix by which it moves pixels. */
export interface GroupElement {
  readonly name: string;
  readonly matrix: PixelMatrix;
}

/** A finite group of symmetries of the pixel grid; elements are known by their index, and index 0 is the identity. */
export interface FiniteGroup {
  readonly name: string;
  readonly order: number;
  readonly elements: readonly GroupElement[];
  /** `product[g][h]` is the index of gh: first h, then g. */
  readonly product: readonly (readonly number[])[];
  /** `inverse[g]` is the index of g⁻¹. */
  readonly inverse: readonly number[];
}

/** Multiplies two matrices: the action of a after that of b. */
export function composeMatrices(a: PixelMatrix, b: PixelMatrix): PixelMatrix {
  const entry = (row: 0 | 2, column: 0 | 1): number => a[row] * b[column] + a[row + 1] * b[column + 2] + 0; // + 0 makes 0 of −0
  return [entry(0, 0), entry(0, 1), entry(2, 0), entry(2, 1)];
}

/**
 * Builds the product and inverse tables of a group from the matrices of its elements.
 *
 * @param elements the identity first; every matrix a signed permutation of the two axes
 * @throws when the first matrix is not the identity, or when the set is not closed under products
 */
export function groupOfMatrices(name: string, elements: readonly GroupElement[]): FiniteGroup {
  const indexOf = ([a, b, c, d]: PixelMatrix): number =>
    elements.findIndex(({ matrix: m }) => m[0] === a && m[1] === b && m[2] === c && m[3] === d);
  if (indexOf([1, 0, 0, 1]) !== 0) {
    throw new Error(`Group ${name}: element 0 must be the identity [1, 0, 0, 1]; list it first, and once.`);
  }
  const product = elements.map((g) =>
    elements.map((h) => {
      const index = indexOf(composeMatrices(g.matrix, h.matrix));
      if (index < 0) {
        throw new Error(
          `Group ${name} is not closed: ${g.name}·${h.name} is missing; add it to the elements.`,
        );
      }
      return index;
    }),
  );
  // A finite set of invertible matrices that is closed under products holds every inverse.
  const inverse = product.map((row) => row.indexOf(0));
  return { name, order: elements.length, elements, product, inverse };
}

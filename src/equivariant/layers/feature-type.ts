import type { FiniteGroup } from '../group/finite-group.ts';
import type { Action } from '../representation/representation.ts';

/** What a tensor between two layers holds, and so how a group acts on it. */
export type FeatureType = PixelType | VectorType | SetType | PairsType | ArrayType;

/** What lives on a grid of pixels. */
export type PixelType = ImageType | RegularType;

/** Scalar fields on the grid, [B, H, W, channels]: g moves the pixels only. */
export interface ImageType {
  readonly kind: 'image';
  readonly channels: number;
}

/**
 * Functions on grid × group, [B, H, W, |G|·channels], channel h·channels + c: g moves the pixels and permutes the
 * group axis. The group axis is the slow one, so that a bias or a maximum over it touches contiguous channels, and so
 * that the bank of transformed filters is one gather away from a single convolution.
 */
export interface RegularType {
  readonly kind: 'regular';
  readonly group: FiniteGroup;
  readonly channels: number;
}

/** Numbers on which g does nothing, [B, size]: class scores, invariants. */
export interface VectorType {
  readonly kind: 'vector';
  readonly size: number;
}

/** Sets of n elements, [B, n, channels]: a permutation σ ∈ Sₙ moves the elements, (σ x)ᵢ = x at σ⁻¹(i). */
export interface SetType {
  readonly kind: 'set';
  readonly channels: number;
}

/** Numbers for each ordered pair of n elements, [B, n, n, channels]: σ ∈ Sₙ moves rows and columns alike. */
export interface PairsType {
  readonly kind: 'pairs';
  readonly channels: number;
}

/**
 * Numbers along whose axes g acts, [B, …, d₁, d₂, …]: x ↦ (ρ₁(g) ⊗ ρ₂(g) ⊗ …) x, one action for each axis.
 *
 * An axis that is a number has that size, and g leaves it alone; before the axes come as many batch axes as one likes.
 * A set of n things with 8 features each is `array(permutation, 8)`, a cloud of any number of vectors `array(vector)`.
 */
export interface ArrayType {
  readonly kind: 'array';
  readonly axes: readonly (Action | number)[];
}

/**
 * The type of images: scalar fields on the grid, [B, H, W, channels].
 *
 * @example
 * ```ts
 * import { image } from '#equivariant';
 *
 * image(3);
 * ```
 */
export const image = (channels: number): ImageType => ({ kind: 'image', channels });
/**
 * The type of functions on grid × group, [B, H, W, |G|·channels].
 *
 * @example
 * ```ts
 * import { D4, regular } from '#equivariant';
 *
 * const type = regular(D4, 8);
 * type.group.order * type.channels; // numbers at each pixel
 * ```
 */
export const regular = (group: FiniteGroup, channels: number): RegularType => ({
  kind: 'regular',
  group,
  channels,
});
/**
 * The type of numbers on which a group does nothing, [B, size].
 *
 * @example
 * ```ts
 * import { vector } from '#equivariant';
 *
 * vector(10);
 * ```
 */
export const vector = (size: number): VectorType => ({ kind: 'vector', size });
/**
 * The type of sets of n elements for any n, [B, n, channels], which permutations rearrange.
 *
 * @example
 * ```ts
 * import { set } from '#equivariant';
 *
 * set(16);
 * ```
 */
export const set = (channels: number): SetType => ({ kind: 'set', channels });
/**
 * The type of numbers for each ordered pair of n elements, [B, n, n, channels].
 *
 * @example
 * ```ts
 * import { pairs } from '#equivariant';
 *
 * pairs(2);
 * ```
 */
export const pairs = (channels: number): PairsType => ({ kind: 'pairs', channels });

/** Whether a type lives on a grid of pixels. */
export const isPixelType = (type: FeatureType): type is PixelType =>
  type.kind === 'image' || type.kind === 'regular';

/**
 * The type of numbers along whose axes a group acts, [B, …, d₁, d₂, …], one action or size for each axis.
 *
 * @example
 * ```ts
 * import { array, SO3, standardRepresentation } from '#equivariant';
 *
 * const vectors = array(5, standardRepresentation(SO3)); // five vectors that turn together
 * vectors.axes.length;
 * ```
 */
export const array = (...axes: readonly (Action | number)[]): ArrayType => ({ kind: 'array', axes });

/** Whether g only ever exchanges numbers, so that a function applied number by number commutes with it. */
export const isPermuted = (type: FeatureType): boolean =>
  type.kind !== 'array' || type.axes.every((axis) => typeof axis === 'number' || axis.permutes);

/** Says a type in words: `regular C4 × 8 channels`. */
export function describeType(type: FeatureType): string {
  switch (type.kind) {
    case 'regular':
      return `regular ${type.group.name} × ${type.channels} channels`;
    case 'vector':
      return `vector of ${type.size}`;
    case 'array':
      return `array ${type.axes.map(describeAxis).join(' × ')}`;
    default:
      return `${type.kind} × ${type.channels} channels`;
  }
}

const describeAxis = (axis: Action | number): string =>
  typeof axis === 'number' ? String(axis) : `${axis.group.name}: ${axis.name}`;

const sizeOf = (axis: Action | number): number => (typeof axis === 'number' ? axis : axis.dimension);

/** The length of a tensor's last axis: channels, |G|·channels or size. */
export function widthOf(type: FeatureType): number {
  if (type.kind === 'array') return type.axes.length === 0 ? 1 : sizeOf(type.axes.at(-1)!);
  if (type.kind === 'vector') return type.size;
  return type.kind === 'regular' ? type.group.order * type.channels : type.channels;
}

const AXES = { image: 'B, H, W', regular: 'B, H, W', vector: 'B', set: 'B, n', pairs: 'B, n, n' } as const;

/** Throws when a tensor of the given shape cannot hold the given type. */
export function assertHolds(type: FeatureType, shape: readonly number[], layer: string): void {
  if (type.kind === 'array') {
    assertHoldsArray(type, shape, layer);
    return;
  }
  const axes = AXES[type.kind];
  const rank = axes.split(',').length + 1;
  const fits = shape.length === rank && shape[rank - 1] === widthOf(type);
  if (fits && (type.kind !== 'pairs' || shape[1] === shape[2])) return;
  throw new Error(
    `${layer} takes ${describeType(type)}, a tensor [${axes}, ${widthOf(type)}], but got [${shape.join(', ')}]; ` +
      `reshape the input, or build the layer for ${shape.at(-1)} in the last axis.`,
  );
}

function assertHoldsArray(type: ArrayType, shape: readonly number[], layer: string): void {
  const sizes = type.axes.map(sizeOf);
  const last = shape.slice(shape.length - sizes.length);
  if (shape.length > sizes.length && last.join() === sizes.join()) return;
  throw new Error(
    `${layer} takes ${describeType(type)}, a tensor [B, …, ${sizes.join(', ')}], but got [${shape.join(', ')}]; ` +
      'reshape the input, with a batch axis in front, or build the layer for the sizes that it has.',
  );
}

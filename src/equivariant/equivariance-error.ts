import * as tf from '#tensor';
import type { Parameters, Tensor } from '#tensor';
import { act } from './group/action.ts';
import type { Group } from './group/group.ts';
import type { Layer } from './layers/layer.ts';
import { assertSignal, partsOf } from './layers/signal.ts';
import type { Signal } from './layers/signal.ts';

/** How far a layer is from commuting with a group, relative to its output. */
export interface EquivarianceError {
  /** The largest of `perElement`. */
  readonly max: number;
  /** One error for each group element tried: those of a finite group in its order, or the random ones as drawn. */
  readonly perElement: readonly number[];
  /** What the elements tried are called, in the same order. */
  readonly elements: readonly string[];
}

/** Which elements to try. */
export interface Sampling {
  /**
   * The most elements to try: all of a group that has no more, else so many Haar-random ones. Default: all of a finite
   * group of up to 1000, and 100 of any other
   */
  readonly samples?: number;
  /** Seed of the random elements. Default 1 */
  readonly seed?: number;
}

/**
 * Measures how far a layer is from commuting with its group: over every element of a finite group, and over 100 random
 * ones of a continuous group.
 *
 * max_g max |L(g x) − g L(x)| / max |L(x)|; of a graph or of points, the worst of its parts
 *
 * @param x a batch of the layer's `inType`; the caller keeps it
 * @param group by default the layer's own; give one to try a layer that promises nothing, or that names none
 * @returns numbers without a unit: about 1e-7 (float32) when L is equivariant, of order 1 when not; Infinity for NaN
 * @throws when no group is known, or when L(x) = 0 everywhere, which would say nothing
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { C4, equivarianceError, liftingConv } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = liftingConv(C4, { in: 1, out: 4, kernel: 3 });
 * const parameters = layer.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * const { max, perElement, elements } = equivarianceError(layer, parameters, images);
 * ({ theorem: max < 1e-5, elements, perElement });
 * ```
 */
export function equivarianceError<
  P extends Parameters,
  In extends Signal = Tensor,
  Out extends Signal = Tensor,
>(
  layer: Layer<P, In, Out>,
  parameters: P,
  x: In,
  group: Group | undefined = layer.group,
  sampling: Sampling = {},
): EquivarianceError {
  if (!group) throw new Error(`${layer.name} belongs to no group; give the group to test it with.`);
  const tried = elementsToTry(group, sampling);
  const perElement: number[] = [];
  tf.tidy(() => {
    const y = layer.apply(parameters, x);
    assertSignal(layer.outType, y, `the outType of ${layer.name}`);
    if (Object.values(partsOf(y)).every((part) => largest(part) === 0))
      throw new Error(`${layer.name} gives 0 everywhere, which any layer would; test it with another input.`);
    for (const g of tried) {
      tf.tidy(() => {
        const turnedFirst = layer.apply(parameters, act<unknown, In>(group, g, layer.inType, x)); // L(g x)
        const turnedLast = act<unknown, Out>(group, g, layer.outType, y); // g L(x)
        perElement.push(largestDifference(turnedFirst, turnedLast, y));
      });
    }
  });
  return { max: Math.max(...perElement), perElement, elements: tried.map((g) => group.nameOf(g)) };
}

/** The largest difference between the parts of two signals, each relative to the largest number in the part of a third. */
function largestDifference(a: Signal, b: Signal, scale: Signal): number {
  const [left, right, unit] = [partsOf(a), partsOf(b), partsOf(scale)];
  const errors = Object.keys(right).map((name) => {
    if (left[name]?.shape.join() !== right[name].shape.join()) return Infinity;
    const difference = largest(tf.sub(left[name], right[name]));
    return difference === 0 ? 0 : difference / largest(unit[name]);
  });
  return Math.max(...errors);
}

function elementsToTry<Element>(group: Group<Element>, { samples, seed = 1 }: Sampling): readonly Element[] {
  if (group.list && group.order <= (samples ?? 1000)) return group.list();
  const random = tf.random(seed);
  return Array.from({ length: samples ?? 100 }, () => group.random(random));
}

/** The largest magnitude in a tensor, or Infinity if anything in it is not a finite number. */
export function largest(x: Tensor): number {
  let most = 0;
  for (const value of x.dataSync()) {
    if (!Number.isFinite(value)) return Infinity;
    most = Math.max(most, Math.abs(value));
  }
  return most;
}

/**
 * Throws unless a layer commutes with its group, to within rounding; `equivarianceError` says with which elements of it.
 *
 * @param tolerance relative to max |L(x)|; the default 1e-5 is a hundred times what float32 sums in another order
 *   give, and ten thousand times less than what a wrong filter does
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { assertEquivariant, C4, conv } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = conv({ in: 1, out: 2, kernel: 3 }); // commutes with translations only
 * const parameters = layer.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * let refusal = '';
 * try {
 *   assertEquivariant({ ...layer, outType: layer.outType }, parameters, images, 1e-5, C4);
 * } catch (error) {
 *   refusal = (error as Error).message;
 * }
 * refusal;
 * ```
 */
export function assertEquivariant<
  P extends Parameters,
  In extends Signal = Tensor,
  Out extends Signal = Tensor,
>(
  layer: Layer<P, In, Out>,
  parameters: P,
  x: In,
  tolerance = 1e-5,
  group: Group | undefined = layer.group,
  sampling: Sampling = {},
): void {
  const { max, perElement, elements } = equivarianceError(layer, parameters, x, group, sampling);
  if (max <= tolerance) return;
  const ranked = perElement.map((error, index) => ({ error, name: elements[index] }));
  const shown = ranked.length <= 8 ? ranked : ranked.sort((a, b) => b.error - a.error).slice(0, 3);
  const errors = shown.map(({ error, name }) => `${name}: ${error.toExponential(1)}`).join(', ');
  const others = ranked.length > shown.length ? `, and ${ranked.length - shown.length} more` : '';
  throw new Error(
    `${layer.name} does not commute with ${group?.name}: error ${max.toExponential(1)} > ${tolerance} (${errors}${others}); ` +
      'look for a size that is not exact, a filter that is not turned or shifted, or parameters that differ along the group axis.',
  );
}

import * as tf from '#tensor';
import type { Parameters, Tensor } from '#tensor';
import { describeType } from './feature-type.ts';
import type { FeatureType } from './feature-type.ts';
import type { Layer, LayerOn } from './layer.ts';
import type { GraphType, PointsType, Signal, TypeOf } from './signal.ts';

type AnyLayer = Layer<Parameters, Signal, Signal>;
type AnyType = FeatureType | GraphType | PointsType;

/**
 * Composes layers, first to last: x ↦ Lₙ(… L₁(x)). Its parameters are the list of theirs.
 *
 * @param parts the first one says its type (a convolution or a dense layer); the rest take theirs from the layer before
 * @throws when two neighbours do not fit; names both, their types and the remedy
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { C4, dense, globalPool, groupConv, groupPool, liftingConv, relu, sequential } from '#equivariant';
 *
 * const net = sequential([
 *   liftingConv(C4, { in: 1, out: 6, kernel: 5 }),
 *   relu(),
 *   groupConv(C4, { in: 6, out: 12, kernel: 5 }),
 *   relu(),
 *   groupPool(),
 *   globalPool(),
 *   dense({ in: 12, out: 10 }),
 * ]);
 * const parameters = net.init(tf.random(seed));
 * ({ takes: net.inType.kind, gives: net.outType.kind, parameters: tf.countParameters(parameters) });
 * ```
 */
export function sequential<In extends Signal = Tensor, Out extends Signal = Tensor>(
  parts: readonly (AnyLayer | Layer | LayerOn)[],
): Layer<readonly Parameters[], In, Out> {
  const [first] = parts;
  if (!first || 'on' in first) {
    throw new Error(
      `sequential starts with ${first?.name ?? 'nothing'}; start with a layer that says its type, or use on(type).`,
    );
  }
  const layers: AnyLayer[] = [first];
  for (const part of parts.slice(1)) {
    const before = layers.at(-1) as AnyLayer;
    const layer = 'on' in part ? part.on(tensorType(before, part)) : part;
    if (describeAny(before.outType) !== describeAny(layer.inType)) {
      throw new Error(
        `${before.name} gives ${describeAny(before.outType)}, but ${layer.name} takes ${describeAny(layer.inType)}; ` +
          remedyFor(before.outType, layer.inType),
      );
    }
    layers.push(layer);
  }
  const last = layers.at(-1) as AnyLayer;
  const inexact = layers.find((layer) => layer.symmetry?.exact === false)?.symmetry;
  const symmetry = inexact ?? layers.find((layer) => layer.symmetry)?.symmetry; // one layer that is not exact, and the whole is not
  const group = inexact ? undefined : layers.find((layer) => layer.group)?.group;
  const run = (x: In, apply: (layer: AnyLayer, index: number, signal: Signal) => Signal): Out =>
    tf.tidy(() => layers.reduce<Signal>((signal, layer, index) => apply(layer, index, signal), x) as Out);
  return {
    name: `sequential of ${layers.length}`,
    ...(group && { group }),
    ...(symmetry && { symmetry }),
    // What flows in and out is the caller's word; that neighbours fit was checked above.
    inType: first.inType as TypeOf<In>,
    outType: last.outType as TypeOf<Out>,
    init: (random) => layers.map((layer, index) => layer.init(random.fork(`layer ${index}`))),
    apply: (parameters, x) => run(x, (layer, index, signal) => layer.apply(parameters[index], signal)),
    applyBitExact: (parameters, x, along) =>
      run(
        x,
        (layer, index, signal) =>
          layer.applyBitExact?.(parameters[index], signal, along) ?? layer.apply(parameters[index], signal),
      ),
  };
}

function tensorType({ name, outType }: AnyLayer, next: LayerOn): FeatureType {
  if (outType.kind !== 'graph' && outType.kind !== 'points') return outType;
  throw new Error(
    `${name} gives ${describeAny(outType)}, but ${next.name} takes a tensor; apply it to the part h of the result.`,
  );
}

function describeAny(type: AnyType): string {
  if (type.kind === 'graph') return `graph × ${type.channels} channels`;
  if (type.kind !== 'points') return describeType(type);
  const velocity = type.velocity ? ' with velocities' : '';
  return `points × ${type.channels} channels${velocity}, ${type.pairChannels} channels on pairs`;
}

function remedyFor(given: AnyType, wanted: AnyType): string {
  if (given.kind === 'regular' && wanted.kind !== 'regular') return 'put groupPool() between them.';
  if (given.kind === 'set' && wanted.kind === 'vector') return 'put setPool() between them.';
  if (given.kind === 'pairs' && wanted.kind === 'set') return 'put pairsToSet(…) between them.';
  if (given.kind === 'image' && wanted.kind === 'regular') return 'put liftingConv() first.';
  if (given.kind === 'image' && wanted.kind === 'vector')
    return 'put globalPool() or flatten(n) between them.';
  if (given.kind === 'vector') return 'its pixels are gone; move the layer that removes them to the end.';
  return 'make the number of channels (and the group) the same.';
}

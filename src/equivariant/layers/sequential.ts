import * as tf from '#tensor';
import type { Parameters } from '#tensor';
import { describeType } from './feature-type.ts';
import type { FeatureType } from './feature-type.ts';
import type { Layer, LayerOn } from './layer.ts';

/**
 * Composes layers, first to last: x ↦ Lₙ(… L₁(x)). Its parameters are the list of theirs.
 *
 * @param parts the first one says its type (a convolution or a dense layer); the rest take theirs from the layer before
 * @throws when two neighbours do not fit; names both, their types and the remedy
 */
export function sequential(parts: readonly (Layer | LayerOn)[]): Layer<readonly Parameters[]> {
  const [first] = parts;
  if (!first || 'on' in first) {
    throw new Error(
      `sequential starts with ${first?.name ?? 'nothing'}; start with a layer that says its type, or use on(type).`,
    );
  }
  const layers: Layer[] = [first];
  for (const part of parts.slice(1)) {
    const before = layers.at(-1) as Layer;
    const layer = 'on' in part ? part.on(before.outType) : part;
    if (!sameType(before.outType, layer.inType)) {
      throw new Error(
        `${before.name} gives ${describeType(before.outType)}, but ${layer.name} takes ${describeType(layer.inType)}; ` +
          remedyFor(before.outType, layer.inType),
      );
    }
    layers.push(layer);
  }
  const last = layers.at(-1) as Layer;
  const group = layers.find((layer) => layer.group)?.group;
  return {
    name: `sequential of ${layers.length}`,
    ...(group && { group }),
    inType: first.inType,
    outType: last.outType,
    init: (random) => layers.map((layer, index) => layer.init(random.fork(`layer ${index}`))),
    apply: (parameters, x) =>
      tf.tidy(() => layers.reduce((signal, layer, index) => layer.apply(parameters[index], signal), x)),
    applyBitExact: (parameters, x, along) =>
      tf.tidy(() =>
        layers.reduce((signal, layer, index) => {
          const own = parameters[index];
          return layer.applyBitExact?.(own, signal, along) ?? layer.apply(own, signal);
        }, x),
      ),
  };
}

function sameType(a: FeatureType, b: FeatureType): boolean {
  return describeType(a) === describeType(b);
}

function remedyFor(given: FeatureType, wanted: FeatureType): string {
  if (given.kind === 'regular' && wanted.kind !== 'regular') return 'put groupPool() between them.';
  if (given.kind === 'image' && wanted.kind === 'regular') return 'put liftingConv() first.';
  if (given.kind === 'image' && wanted.kind === 'vector')
    return 'put globalPool() or flatten(n) between them.';
  if (given.kind === 'vector') return 'its pixels are gone; move the layer that removes them to the end.';
  return 'make the number of channels (and the group) the same.';
}

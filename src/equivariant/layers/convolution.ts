import * as tf from '#tensor';
import type { Tensor, Tensor1D, Tensor4D } from '#tensor';
import { act } from '../group/action.ts';
import type { FiniteGroup } from '../group/finite-group.ts';
import { assertHolds, image, widthOf } from './feature-type.ts';
import type { ImageType, RegularType } from './feature-type.ts';
import type { Layer, Symmetry } from './layer.ts';
import { assertWindowFits, windowOf } from './window.ts';
import type { WindowOptions } from './window.ts';

/** Options of every convolution. */
export interface ConvOptions extends WindowOptions {
  /** Channels in. */
  readonly in: number;
  /** Channels out; for a convolution on a group each is |G| numbers a pixel. */
  readonly out: number;
  /** Adds one number a channel, the same at every pixel and group element. Default true. */
  readonly bias?: boolean;
}

/** Parameters of a convolution; `bias` [Cout] is absent when the layer was built without. */
export type ConvParameters =
  { readonly filter: Tensor } | { readonly filter: Tensor; readonly bias: Tensor1D };

/** What tells one convolution from another. */
export interface ConvolutionParts {
  readonly kind: string;
  readonly options: ConvOptions;
  readonly group?: FiniteGroup;
  readonly symmetry?: Symmetry;
  readonly inType: ImageType | RegularType;
  readonly outType: ImageType | RegularType;
  /** Shape of the generating filter, Cin and Cout last. */
  readonly filterShape: readonly number[];
  /** Makes the filter of the one convolution that is run, [k, k, in width, out width]. */
  bank(filter: Tensor): Tensor4D;
}

/**
 * Builds a layer that cross-correlates with a bank made from its filter: y(u) = Σ_v x(s·u + v − p) ψ(v) + b.
 *
 * No flip of the filter and no 1/|G|. He-uniform filters with fan-in k·k·(in width), zero biases.
 */
export function convolution(parts: ConvolutionParts): Layer<ConvParameters> {
  const { kind, options, inType, outType, filterShape, bank } = parts;
  const { in: channelsIn, out: channelsOut, kernel, bias: biased = true } = options;
  const name = `${kind} ${channelsIn} → ${channelsOut}, ${kernel}×${kernel}`;
  const window = windowOf(options);
  const copies = widthOf(outType) / channelsOut; // |G|
  const withBias = (y: Tensor4D, parameters: ConvParameters): Tensor4D => {
    if (!('bias' in parameters)) return y;
    return tf.add(y, copies === 1 ? parameters.bias : tf.tile(parameters.bias, [copies]));
  };
  return {
    name,
    ...(parts.group && { group: parts.group }),
    ...(parts.symmetry && { symmetry: parts.symmetry }),
    inType,
    outType,
    init(random) {
      const filter = tf.heUniform([...filterShape], kernel * kernel * widthOf(inType), random);
      return biased ? { filter, bias: tf.zeros([channelsOut]) } : { filter };
    },
    apply(parameters, x) {
      assertHolds(inType, x.shape, name);
      const images = x as Tensor4D; // [B, H, W, in width]
      assertWindowFits(window, images, name);
      return tf.tidy(() => {
        const y = tf.conv2d(images, bank(parameters.filter), window.stride, window.padding); // [B, H', W', out width]
        return withBias(y, parameters);
      });
    },
    ...(parts.group && {
      applyBitExact(parameters: ConvParameters, x: Tensor, group: FiniteGroup) {
        assertHolds(inType, x.shape, name);
        assertWindowFits({ ...window, inexact: false }, x as Tensor4D, name);
        return tf.tidy(() => {
          const filter = tf.reshape(parameters.filter, [
            kernel,
            kernel,
            widthOf(inType),
            channelsOut,
          ]) as Tensor4D;
          const poses = group.elements.map((_, g) => {
            const turned = act(group, group.inverse[g], inType, x) as Tensor4D; // [B, H, W, in width]
            const y = tf.conv2d(turned, filter, window.stride, window.padding);
            return act(group, g, image(channelsOut), y) as Tensor4D; // [B, H', W', Cout]
          });
          return withBias(tf.concat(poses, 3), parameters); // [B, H', W', |G|·Cout]
        });
      },
    }),
  };
}

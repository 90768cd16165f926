import type { Tensor4D } from '#tensor';
import { convolution } from './convolution.ts';
import type { ConvOptions, ConvParameters } from './convolution.ts';
import { image } from './feature-type.ts';
import type { Layer } from './layer.ts';

/**
 * Convolves images, as an ordinary CNN does: it commutes with translations and promises nothing about rotations.
 *
 * y(x) = Σ_y Σ_c f_c(y) ψ_c(y − x) + b, filter [k, k, Cin, Cout], bias [Cout].
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { C4, conv, equivarianceError } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = conv({ in: 1, out: 4, kernel: 3 });
 * const parameters = layer.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * ({ parameters: tf.countParameters(parameters), error: equivarianceError(layer, parameters, images, C4).max });
 * ```
 */
export function conv(options: ConvOptions): Layer<ConvParameters> {
  return convolution({
    kind: 'conv',
    options: { ...options, inexact: true },
    inType: image(options.in),
    outType: image(options.out),
    filterShape: [options.kernel, options.kernel, options.in, options.out],
    bank: (filter) => filter as Tensor4D,
  });
}

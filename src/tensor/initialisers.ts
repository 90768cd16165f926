/** First values of parameters: drawn in plain JavaScript, so that every backend and engine gets the same bits. */
import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from './random.ts';

function sizeOf(shape: readonly number[]): number {
  if (!shape.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new RangeError(`A shape is a list of whole numbers; got [${shape.join(', ')}].`);
  }
  return shape.reduce((product, size) => product * size, 1);
}

function checkFan(fan: number, name: string, shape: readonly number[]): void {
  if (!(fan > 0 && Number.isFinite(fan))) {
    throw new RangeError(
      `${name} must be the positive number of connections of a unit (k·k·channels for a convolution); ` +
        `got ${fan} for a tensor of shape [${shape.join(', ')}].`,
    );
  }
}

function drawn(shape: readonly number[], draw: () => number): Tensor {
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = draw();
  return tensor(values, [...shape], 'float32');
}

/** Draws from U(−limit, limit): 2u − 1 is exact, so one rounding to float32 is all that happens. */
const uniform = (shape: readonly number[], limit: number, random: Random): Tensor =>
  drawn(shape, () => (2 * random.uniform() - 1) * limit);

const normal = (shape: readonly number[], deviation: number, random: Random): Tensor =>
  drawn(shape, () => random.normal() * deviation);

/**
 * He's uniform initialisation, for layers followed by a ReLU: U(−√(6/fanIn), √(6/fanIn)), of variance 2/fanIn.
 *
 * `shape` is the tensor's, `fanIn` the number of inputs of a unit (k·k·C_in for a convolution). The tensor is the caller's.
 * Source: He et al. 2015, arXiv 1502.01852, eq. (10).
 *
 * @example
 * ```ts
 * import { heUniform, random } from '#tensor';
 *
 * const weights = heUniform([2, 3], 2, random(seed));
 * Array.from(weights.dataSync());
 * ```
 */
export function heUniform(shape: readonly number[], fanIn: number, random: Random): Tensor {
  checkFan(fanIn, 'fanIn', shape);
  return uniform(shape, Math.sqrt(6 / fanIn), random);
}

/**
 * He's normal initialisation, for layers followed by a ReLU: N(0, 2/fanIn). Source: arXiv 1502.01852, eq. (10).
 *
 * @example
 * ```ts
 * import { heNormal, random } from '#tensor';
 *
 * const weights = heNormal([2, 3], 2, random(seed));
 * Array.from(weights.dataSync());
 * ```
 */
export function heNormal(shape: readonly number[], fanIn: number, random: Random): Tensor {
  checkFan(fanIn, 'fanIn', shape);
  return normal(shape, Math.sqrt(2 / fanIn), random);
}

/**
 * Glorot's uniform initialisation, for tanh and linear layers: U(−a, a) with a = √(6/(fanIn + fanOut)).
 *
 * Its variance is 2/(fanIn + fanOut). The tensor is the caller's.
 * Source: Glorot & Bengio 2010, eq. (16), https://proceedings.mlr.press/v9/glorot10a.html.
 *
 * @example
 * ```ts
 * import { glorotUniform, random } from '#tensor';
 *
 * const weights = glorotUniform([2, 3], 2, 3, random(seed));
 * Array.from(weights.dataSync());
 * ```
 */
export function glorotUniform(
  shape: readonly number[],
  fanIn: number,
  fanOut: number,
  random: Random,
): Tensor {
  checkFan(fanIn, 'fanIn', shape);
  checkFan(fanOut, 'fanOut', shape);
  return uniform(shape, Math.sqrt(6 / (fanIn + fanOut)), random);
}

/**
 * Glorot's normal initialisation, for tanh and linear layers: N(0, 2/(fanIn + fanOut)). Source: as glorotUniform, eq. (12).
 *
 * @example
 * ```ts
 * import { glorotNormal, random } from '#tensor';
 *
 * const weights = glorotNormal([2, 3], 2, 3, random(seed));
 * Array.from(weights.dataSync());
 * ```
 */
export function glorotNormal(
  shape: readonly number[],
  fanIn: number,
  fanOut: number,
  random: Random,
): Tensor {
  checkFan(fanIn, 'fanIn', shape);
  checkFan(fanOut, 'fanOut', shape);
  return normal(shape, Math.sqrt(2 / (fanIn + fanOut)), random);
}

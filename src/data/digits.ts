import * as tf from '#tensor';
import type { Tensor2D, Tensor4D } from '#tensor';
import { asset } from './asset.ts';
import { unpackDigits } from './digits-file.ts';
import type { DigitBytes } from './digits-file.ts';

/** Handwritten digits, in memory and not on the tensor backend. */
export interface Digits {
  readonly count: number;
  /** Side of an image, pixels. */
  readonly size: number;
  /** [count · size · size], 0 (paper) to 1 (ink) */
  readonly images: Float32Array;
  /** [count], each 0 … 9 */
  readonly labels: Uint8Array;
}

/** Digits on the tensor backend; whoever made the batch disposes it. */
export type DigitBatch = {
  /** [n, size, size, 1] */
  readonly images: Tensor4D;
  /** One-hot, [n, 10] */
  readonly labels: Tensor2D;
};

/**
 * Loads MNIST digits, upright: the first `train` and `test` of a shuffle that the seed fixes.
 *
 * LeCun, Bottou, Bengio & Haffner 1998, doi:10.1109/5.726791. The site carries 4,000 training and 1,000 test digits,
 * equally many of each class; the two sets come from MNIST's own two, so from different writers. Each call asks for
 * the file again and keeps nothing.
 *
 * @throws when more are asked for than there are, or when the file is missing or damaged
 *
 * @example
 * ```ts
 * import { loadDigits } from '#data';
 *
 * const { train, test } = await loadDigits({ train: 20, test: 5, seed });
 * ({ size: train.size, labels: Array.from(train.labels), test: test.count });
 * ```
 */
export async function loadDigits(options: {
  readonly train: number;
  readonly test: number;
  readonly seed?: number;
}): Promise<{ train: Digits; test: Digits }> {
  const { size, train, test } = await unpackDigits(await asset('mnist-5000.bin'));
  const random = tf.random(options.seed ?? 0);
  return {
    train: pick(train, size, options.train, 'training', random.fork('training digits')),
    test: pick(test, size, options.test, 'test', random.fork('test digits')),
  };
}

function pick(bytes: DigitBytes, size: number, count: number, set: string, random: tf.Random): Digits {
  const available = bytes.labels.length;
  if (!Number.isInteger(count) || count < 1 || count > available) {
    throw new Error(`${count} ${set} digits: ask for a whole number from 1 to ${available}.`);
  }
  const chosen = tf.shuffle(available, random).subarray(0, count);
  const pixels = size * size;
  const images = new Float32Array(count * pixels);
  const labels = new Uint8Array(count);
  chosen.forEach((from, to) => {
    labels[to] = bytes.labels[from];
    for (let pixel = 0; pixel < pixels; pixel++) {
      images[to * pixels + pixel] = bytes.pixels[from * pixels + pixel] / 255;
    }
  });
  return { count, size, images, labels };
}

/**
 * Puts digits on the tensor backend.
 *
 * @param indices which ones, in this order. Default: all
 *
 * @example
 * ```ts
 * import { batchOf, loadDigits } from '#data';
 *
 * const { train } = await loadDigits({ train: 20, test: 5, seed });
 * const batch = batchOf(train, Int32Array.of(0, 3));
 * ({ images: batch.images.shape, labels: batch.labels.shape });
 * ```
 */
export function batchOf(digits: Digits, indices?: Int32Array): DigitBatch {
  const { size, count } = digits;
  const chosen = indices ?? Int32Array.from({ length: count }, (_, index) => index);
  const pixels = size * size;
  const images = new Float32Array(chosen.length * pixels);
  const oneHot = new Float32Array(chosen.length * 10);
  chosen.forEach((from, to) => {
    images.set(digits.images.subarray(from * pixels, (from + 1) * pixels), to * pixels);
    oneHot[to * 10 + digits.labels[from]] = 1;
  });
  return {
    images: tf.tensor4d(images, [chosen.length, size, size, 1]),
    labels: tf.tensor2d(oneHot, [chosen.length, 10]),
  };
}

/**
 * Deals digits into batches: each epoch is a new shuffle, and a batch depends on the step alone, not on what was
 * dealt before. What does not fill a batch is left out of that epoch.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { digitBatches, loadDigits } from '#data';
 *
 * const { train } = await loadDigits({ train: 20, test: 5, seed });
 * const deal = digitBatches(train, 8, random(seed));
 * const batch = deal(0);
 * batch.images.shape;
 * ```
 */
export function digitBatches(
  digits: Digits,
  batchSize: number,
  random: tf.Random,
): (step: number) => DigitBatch {
  const perEpoch = Math.floor(digits.count / batchSize);
  if (perEpoch < 1)
    throw new Error(`A batch of ${batchSize} from ${digits.count} digits: take a smaller batch.`);
  let shuffled: { epoch: number; order: Int32Array } = { epoch: -1, order: new Int32Array() };
  return (step) => {
    const epoch = Math.floor(step / perEpoch);
    if (shuffled.epoch !== epoch) {
      shuffled = { epoch, order: tf.shuffle(digits.count, random.fork(`epoch ${epoch}`)) };
    }
    const start = (step % perEpoch) * batchSize;
    return batchOf(digits, shuffled.order.subarray(start, start + batchSize));
  };
}

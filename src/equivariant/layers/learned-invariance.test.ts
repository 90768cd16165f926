import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Scalar, Tensor, Tensor2D, Tensor3D, Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { compareDerivatives } from '../../tensor/finite-differences.ts';
import { act } from '../group/action.ts';
import { C4 } from '../group/cyclic.ts';
import { conv } from './conv.ts';
import { dense } from './dense.ts';
import { image } from './feature-type.ts';
import { flatten } from './flatten.ts';
import { affineMaps, drawTransforms, invarianceReward, learnedInvariance } from './learned-invariance.ts';
import { matrixExponential } from './matrix-exponential.ts';
import { sequential } from './sequential.ts';
import { warpImages } from './warp-images.ts';

beforeAll(() => startNodeBackend());

const noise = <T extends Tensor = Tensor>(shape: number[], seed = 1): T =>
  tf.heNormal(shape, 2, tf.random(seed)) as T;

describe('matrixExponential', () => {
  it('of a rotation generator is cos and sin; of a nilpotent matrix, two terms; of a diagonal one, eˣ', () => {
    const [angle, a, b] = [2.5, -3, 1.5];
    const matrices = tf.tensor3d([0, -angle, angle, 0, 0, 7, 0, 0, a, 0, 0, b], [3, 2, 2]);
    const expected = tf.tensor3d(
      [
        Math.cos(angle),
        -Math.sin(angle),
        Math.sin(angle),
        Math.cos(angle),
        1,
        7,
        0,
        1,
        Math.exp(a),
        0,
        0,
        Math.exp(b),
      ],
      [3, 2, 2],
    );
    expect(relativeError(matrixExponential(matrices), expected)).toBeLessThan(1e-6);
  });

  it('exp(A) exp(−A) = 1, up to norms of about 5', () => {
    const a = tf.mul(noise<Tensor3D>([10, 3, 3]), 1.5) as Tensor3D;
    const product = tf.matMul(matrixExponential(a), matrixExponential(tf.neg(a)));
    const scale = Math.max(...matrixExponential(a).dataSync().map(Math.abs));
    expect(relativeError(product, tf.broadcastTo(tf.eye(3), [10, 3, 3])) / scale).toBeLessThan(1e-5);
  });
});

describe('warpImages', () => {
  const rotation = (turns: number): Tensor3D => {
    const [c, s] = [[1, 0], [0, 1], [-1, 0], [0, -1]][turns]; // prettier-ignore
    return tf.tensor3d([c, -s, 0, s, c, 0, 0, 0, 1], [1, 3, 3]);
  };

  it('by a right angle is the exact action of C4, also on oblong images at half a turn', () => {
    const x = noise<Tensor4D>([1, 5, 5, 2]);
    // A says where to read: columns before rows, rows down, so a positive angle turns the picture counter-clockwise.
    for (const g of [0, 1, 2, 3]) {
      expect(relativeError(warpImages(x, rotation(g)), act(C4, g, image(2), x))).toBeLessThan(1e-6);
    }
    const oblong = noise<Tensor4D>([1, 4, 6, 1]);
    expect(relativeError(warpImages(oblong, rotation(2)), act(C4, 2, image(1), oblong))).toBeLessThan(1e-6);
  });

  it('by half a pixel is the mean of two neighbours, and 0 comes in from outside', () => {
    const x = tf.tensor4d([1, 3, 7], [1, 1, 3, 1]);
    const two = tf.concat([x, x], 1); // two equal rows
    const shifted = warpImages(two, tf.tensor3d([1, 0, 0.5, 0, 1, 0, 0, 0, 1], [1, 3, 3])); // half a unit is half a pixel of three
    expect([...shifted.dataSync()]).toEqual([2, 5, 3.5, 2, 5, 3.5]);
  });

  it('derivatives with respect to weights of the maps are those of finite differences', () => {
    // Reading has a kink where a place crosses a pixel, so the step is short.
    const x = noise<Tensor4D>([1, 6, 6, 1]);
    const target = noise([1, 6, 6, 1], 2);
    const f = (weights: Tensor): Scalar =>
      tf.sum(tf.mul(warpImages(x, affineMaps(weights as Tensor2D)), target)) as Scalar;
    const at = tf.mul(noise([1, 6], 3), 0.2);
    const [{ derivative, difference }] = compareDerivatives(f, [at], [[noise([1, 6], 4)]], 3e-4);
    expect(Math.abs(derivative - difference)).toBeLessThan(2e-3 * Math.abs(difference));
  });

  it('one map too many, or one pixel, is refused', () => {
    expect(() => warpImages(noise<Tensor4D>([2, 5, 5, 1]), rotation(1))).toThrow(
      'got images [2, 5, 5, 1] and maps [1, 3, 3]; give one 3 × 3 matrix for each image',
    );
    expect(() => warpImages(noise<Tensor4D>([1, 1, 5, 1]), rotation(1))).toThrow('at least 2 × 2 pixels');
  });
});

describe('learnedInvariance', () => {
  const model = () => sequential([conv({ in: 1, out: 2, kernel: 2 }), flatten(4), dense({ in: 32, out: 3 })]);
  const draws = (): Tensor3D => drawTransforms(3, 2, tf.random(5));

  it('without width is the model itself; with one draw, the model on the warped image', () => {
    const layer = learnedInvariance(model());
    const parameters = layer.init(tf.random(1));
    const x = noise<Tensor4D>([2, 5, 5, 1]);
    const none = { ...parameters, width: tf.fill([6], -40) as tf.Tensor1D };
    expect(relativeError(layer.apply(none, x, draws()), model().apply(parameters.model, x))).toBeLessThan(
      1e-6,
    );
    const one = drawTransforms(1, 2, tf.random(6));
    const weights = tf.mul(tf.sub(tf.reshape(one, [2, 6]), 0.5), Math.LN2) as Tensor2D;
    const byHand = model().apply(parameters.model, warpImages(x, affineMaps(weights)));
    expect(relativeError(layer.apply(parameters, x, one), byHand)).toBeLessThan(1e-6);
  });

  it('many draws over the whole circle make it invariant under rotations, to within their number', () => {
    const layer = learnedInvariance(model());
    const { model: inner } = layer.init(tf.random(1));
    const copies = 400;
    const full = tf.tensor1d([-40, -40, 2 * Math.PI, -40, -40, -40]); // softplus(2π) ≈ 2π: the whole circle
    const x = noise<Tensor4D>([1, 5, 5, 1]);
    const scores = (input: Tensor, width: Tensor): Tensor =>
      layer.apply(
        { width: width as tf.Tensor1D, model: inner },
        input,
        drawTransforms(copies, 1, tf.random(7)),
      );
    const turned = act(C4, 1, image(1), x);
    const spread = tf.max(tf.abs(model().apply(inner, x))).dataSync()[0];
    const off = (width: Tensor): number =>
      tf.max(tf.abs(tf.sub(scores(turned, width), scores(x, width)))).dataSync()[0] / spread;
    expect(off(full)).toBeLessThan(0.2);
    expect(off(tf.fill([6], -40))).toBeGreaterThan(0.5);
  });

  it('learns widths and model, and leaks nothing; the reward grows the widths', () => {
    const layer = learnedInvariance(model());
    const x = noise<Tensor4D>([2, 5, 5, 1]);
    const drawn = draws();
    const { before, after, leaked } = learn(layer.init, (parameters) => layer.apply(parameters, x, drawn));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
    const gradient = tf.grad((width) => invarianceReward({ width: width as tf.Tensor1D }))(tf.zeros([6]));
    for (const slope of gradient.dataSync()) expect(slope).toBeCloseTo(0.5 / Math.sqrt(6), 5); // softplus'(0) = ½
  });

  it('says that it is not exact, and refuses other models and draws', () => {
    const layer = learnedInvariance(model());
    expect(layer.symmetry).toMatchObject({ group: 'Aff(2)', exact: false });
    const x = noise<Tensor4D>([2, 5, 5, 1]);
    expect(() => layer.apply(layer.init(tf.random(1)), x, drawTransforms(3, 1, tf.random(1)))).toThrow(
      'takes draws [copies, 2, 6], but got [3, 1, 6]',
    );
    expect(() => learnedInvariance(conv({ in: 1, out: 1, kernel: 3 }))).toThrow(
      'averages a model from images to a vector, but this one maps image × 1 channels to image × 1 channels',
    );
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor3D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { drawMotion } from '../../../test/laws/motion.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { euclideanGroup } from '../group/euclidean.ts';
import { pointAction } from '../representation/standard.ts';
import { dense } from './dense.ts';
import { array, set, vector } from './feature-type.ts';
import type { FeatureType } from './feature-type.ts';
import { frameAveraging } from './frame-averaging.ts';
import type { Layer } from './layer.ts';
import { elu } from './pointwise.ts';
import { principalAxes } from './principal-axes.ts';
import { sequential } from './sequential.ts';

beforeAll(() => startNodeBackend());

const N = 7;
/** Clouds that are longer one way than another, so that their axes are well defined. */
const cloud = (d: number, batch = 2): Tensor3D => {
  const lengths = Array.from({ length: d }, (_, axis) => 1 / (1 + axis));
  return tf.mul(tf.heNormal([batch, N, d], 2, tf.random(4)), tf.tensor1d(lengths));
};

/** A perceptron over the row of all coordinates, which promises nothing. */
function perceptron(d: number, outType: FeatureType, size: number): Layer {
  // ELU is not odd: the average of an odd function over all signs is 0.
  const inner = sequential([dense({ in: N * d, out: 16 }), elu(), dense({ in: 16, out: size })]);
  return {
    ...inner,
    name: 'perceptron',
    inType: array(N, d),
    outType,
    init: (random) => inner.init(random),
    apply: (parameters, x) => {
      const y = inner.apply(parameters as never, tf.reshape(x, [-1, N * d]));
      return outType.kind === 'vector' ? y : tf.reshape(y, [-1, N, d]);
    },
  };
}

describe('principalAxes', () => {
  it.each([2, 3, 4])('C = V Λ Vᵀ with Λ descending and V orthogonal (%i × %i)', (d) => {
    const x = tf.heNormal([20, d + 2, d], 2, tf.random(1)) as Tensor3D;
    const symmetric = tf.matMul<Tensor3D>(x, x, true);
    const axes = principalAxes(symmetric);
    expect(
      relativeError(tf.matMul(axes, axes, true) as Tensor, tf.broadcastTo(tf.eye(d), axes.shape)),
    ).toBeLessThan(2e-6);
    const diagonal = tf.matMul(tf.matMul(axes, symmetric, true), axes).arraySync() as number[][][];
    for (const matrix of diagonal) {
      for (let p = 0; p < d; p++) {
        for (let q = 0; q < d; q++) {
          if (q > p) expect(matrix[q][q]).toBeLessThan(matrix[p][p]);
          if (q !== p) expect(Math.abs(matrix[p][q]) / matrix[0][0]).toBeLessThan(2e-6);
        }
      }
    }
  });

  it('of a matrix that is diagonal already are its own axes, sorted; and its gradient is finite', () => {
    const diagonal = tf.tensor3d([[[1, 0], [0, 2]]]); // prettier-ignore
    expect([...tf.abs(principalAxes(diagonal)).dataSync()]).toEqual([0, 1, 1, 0]);
    const gradient = tf.grad((c) => tf.sum(principalAxes(c as Tensor3D)))(diagonal as Tensor);
    expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
  });
});

describe('frame averaging', () => {
  it.each([2, 3])('makes a perceptron invariant under 100 random elements of E(%i)', (d) => {
    const model = perceptron(d, vector(3), 3);
    const layer = frameAveraging(model, { n: N, dimension: d });
    const parameters = layer.init(tf.random(1));
    expect(equivarianceError(layer, parameters, cloud(d)).max).toBeLessThan(1e-5);
    const raw = { ...model, inType: array(N, pointAction(euclideanGroup(d))) };
    expect(equivarianceError(raw, parameters, cloud(d), euclideanGroup(d)).max).toBeGreaterThan(0.1);
  });

  it.each([2, 3])(
    'makes a perceptron from points to points commute with 100 random elements of E(%i)',
    (d) => {
      const layer = frameAveraging(perceptron(d, array(N, d), N * d), { n: N, dimension: d });
      const parameters = layer.init(tf.random(1));
      expect(equivarianceError(layer, parameters, cloud(d)).max).toBeLessThan(1e-5);
    },
  );

  it('over one frame alone, or about the origin instead of the mean, is caught', () => {
    const layer = frameAveraging(perceptron(3, array(N, 3), N * 3), { n: N, dimension: 3 });
    const parameters = layer.init(tf.random(1));
    const x = cloud(3);
    const { rotate, move } = drawMotion(3, tf.random(9));
    const oneFrame = (input: Tensor3D): Tensor => {
      const centred = tf.sub(input, tf.mean(input, 1, true)) as Tensor3D;
      const frame = principalAxes(tf.matMul(centred, centred, true));
      const y = perceptron(3, array(N, 3), N * 3).apply(parameters, tf.matMul(centred, frame)) as Tensor3D;
      return tf.matMul(y, frame, false, true);
    };
    expect(relativeError(oneFrame(rotate(x)), rotate(oneFrame(x)))).toBeGreaterThan(0.1);
    const aboutOrigin = (input: Tensor3D): Tensor => tf.add(layer.apply(parameters, input), input);
    expect(relativeError(aboutOrigin(move(x)), move(aboutOrigin(x)))).toBeGreaterThan(0.1);
  });

  it('learns through the frames, and leaks nothing', () => {
    const layer = frameAveraging(perceptron(3, vector(2), 2), { n: N, dimension: 3 });
    const x = cloud(3);
    const { before, after, leaked } = learn(layer.init, (parameters) => layer.apply(parameters, x));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });

  it('models and inputs of other shapes are refused', () => {
    expect(() => frameAveraging(perceptron(2, vector(2), 2), { n: N, dimension: 3 })).toThrow(
      'takes points of 3 coordinates, but the model takes array 7 × 2; build it on array(7, 3) or set(3)',
    );
    const onSets: Layer = { ...perceptron(3, set(2), N * 2), inType: set(3) };
    expect(() => frameAveraging(onSets, { n: N, dimension: 3 })).toThrow(
      'but the model gives set × 2 channels',
    );
    const layer = frameAveraging(perceptron(3, vector(2), 2), { n: N, dimension: 3 });
    expect(() => layer.apply(layer.init(tf.random(1)), cloud(2))).toThrow(
      'takes [B, 7, 3], but got [2, 7, 2]',
    );
  });
});

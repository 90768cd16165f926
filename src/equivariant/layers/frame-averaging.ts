import * as tf from '#tensor';
import type { Parameters, Tensor, Tensor3D } from '#tensor';
import { euclideanGroup } from '../group/euclidean.ts';
import { pointAction } from '../representation/standard.ts';
import { array, describeType } from './feature-type.ts';
import type { FeatureType } from './feature-type.ts';
import type { Layer } from './layer.ts';
import { principalAxes } from './principal-axes.ts';

/**
 * Makes any model of n points in d-dimensional space E(d)-equivariant by averaging it over 2ᵈ frames.
 *
 * ⟨L⟩(X) = 2⁻ᵈ Σ_s g_s L(g_s⁻¹ X), g_s: y ↦ V diag(s) y + t, s ∈ {±1}ᵈ
 *
 * t is the mean of the points and V their principal axes: a frame that moves along with the points, so that g⁻¹X is the
 * same however they are moved, but for signs, and over these the average goes. A model that gives a vector becomes
 * invariant; one that gives points becomes equivariant. Puny et al. 2022, arXiv:2110.03336, section 3.1.
 *
 * Where two principal variances are equal (a sphere, a square) there is no such frame, and near such clouds the result
 * jumps and rounding is amplified by 1/(difference of the variances).
 *
 * @param model takes points [B, n, d] (an array or a set of d channels) and gives a vector [B, size] or points [B, n', d]
 * @param points n and d
 * @throws when the model takes or gives something else
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { deepSets, equivarianceError, frameAveraging } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const model = deepSets({ in: 2, out: 2 }); // knows nothing of rotations
 * const layer = frameAveraging(model, { n: 5, dimension: 2 });
 * const parameters = layer.init(draw);
 * const points = tf.tensor3d(Array.from({ length: 10 }, draw.normal), [1, 5, 2]);
 * equivarianceError(layer, parameters, points, layer.group, { samples: 20 }).max;
 * ```
 */
export function frameAveraging<P extends Parameters>(
  model: Layer<P>,
  points: { readonly n: number; readonly dimension: number },
): Layer<P> {
  const { n, dimension } = points;
  const name = `${model.name}, averaged over frames of E(${dimension})`;
  const group = euclideanGroup(dimension);
  const place = pointAction(group);
  const inType = array(n, place);
  if (!holdsPoints(model.inType, dimension)) {
    throw new Error(
      `${name} takes points of ${dimension} coordinates, but the model takes ${describeType(model.inType)}; ` +
        `build it on array(${n}, ${dimension}) or set(${dimension}).`,
    );
  }
  const invariant = model.outType.kind === 'vector';
  if (!invariant && !holdsPoints(model.outType, dimension)) {
    throw new Error(
      `${name} averages a vector or points of ${dimension} coordinates, but the model gives ${describeType(model.outType)}.`,
    );
  }
  const givenPoints = model.outType.kind === 'array' ? model.outType.axes[0] : n;
  return {
    name,
    group,
    inType,
    outType: invariant ? model.outType : array(givenPoints, place),
    init: (random) => model.init(random),
    apply(parameters, x) {
      if (x.rank !== 3 || x.shape[1] !== n || x.shape[2] !== dimension) {
        throw new Error(`${name} takes [B, ${n}, ${dimension}], but got [${x.shape.join(', ')}].`);
      }
      return tf.tidy(() => {
        const cloud = x as Tensor3D; // [B, n, d]
        const mean = tf.mean(cloud, 1, true); // t: [B, 1, d]
        const centred = tf.sub(cloud, mean) as Tensor3D;
        const axes = principalAxes(tf.matMul(centred, centred, true)); // V: [B, d, d]
        const frames = signs(dimension).map((sign) => tf.mul(axes, tf.tensor1d(sign))); // V diag(s), 2ᵈ times
        const seen = frames.map((frame) => tf.matMul(centred, frame)); // g_s⁻¹ X: [B, n, d]
        const given = tf.split(model.apply(parameters, tf.concat(seen, 0)), frames.length, 0); // one run for all frames
        const terms = invariant
          ? given
          : given.map((y, s) => tf.matMul(y as Tensor3D, frames[s], false, true));
        const average = tf.div(
          terms.reduce((sum, term) => tf.add(sum, term)),
          frames.length,
        ) as Tensor;
        return invariant ? average : tf.add(average, mean);
      });
    },
  };
}

const holdsPoints = (type: FeatureType, dimension: number): boolean =>
  (type.kind === 'set' && type.channels === dimension) ||
  (type.kind === 'array' && type.axes.length === 2 && type.axes[1] === dimension);

/** All lists of d signs. */
const signs = (d: number): number[][] =>
  Array.from({ length: 2 ** d }, (_, bits) =>
    Array.from({ length: d }, (__, axis) => ((bits >> axis) & 1 ? -1 : 1)),
  );

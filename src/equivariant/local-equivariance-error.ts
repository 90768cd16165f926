import * as tf from '#tensor';
import type { Parameters, Scalar, Tensor } from '#tensor';
import { largest } from './equivariance-error.ts';
import { isLieGroup } from './group/group.ts';
import type { Group } from './group/group.ts';
import { tangentAction } from './group/tangent-action.ts';
import type { Layer } from './layers/layer.ts';
import { assertSignal, partsOf } from './layers/signal.ts';
import type { Signal } from './layers/signal.ts';

/** How fast a layer stops commuting with a group, near the identity. */
export interface LocalEquivarianceError {
  /** The largest of `perGenerator`. */
  readonly max: number;
  /** One error for each X in the group's basis of its Lie algebra, per radian or per unit of length. */
  readonly perGenerator: readonly number[];
}

/**
 * Measures how fast a layer stops commuting with a continuous group as one leaves the identity: its Lie derivative.
 *
 * max_X max |J_L(x) dρ_in(X) x − dρ_out(X) L(x)| / max |L(x)|
 *
 * It needs no sampling, since a layer commutes with the identity's component exactly if this is 0 for every x. It says
 * nothing of reflections. The Jacobian times a vector comes from differentiating twice in reverse. Gruver et al. 2023,
 * arXiv:2210.02984, eq. 4.
 *
 * @param x a batch of the layer's `inType`, an array of representations or points; the caller keeps it
 * @param group by default the layer's own
 * @returns about 1e-6 (float32) when L is equivariant, of order 1 when not; Infinity for NaN
 * @throws when the group has no Lie algebra, when L(x) = 0 everywhere, or when an op of L has no second derivative
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { irreps, localEquivarianceError, SO3, steerableLinear } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const feature = irreps(SO3, '1x0 + 1x1');
 * const layer = steerableLinear(feature, feature);
 * const parameters = layer.init(draw);
 * const x = tf.tensor2d(Array.from({ length: 8 }, draw.normal), [2, 4]);
 * localEquivarianceError(layer, parameters, x).max;
 * ```
 */
export function localEquivarianceError<
  P extends Parameters,
  In extends Signal = Tensor,
  Out extends Signal = Tensor,
>(
  layer: Layer<P, In, Out>,
  parameters: P,
  x: In,
  group: Group | undefined = layer.group,
): LocalEquivarianceError {
  if (!group || !isLieGroup(group)) {
    throw new Error(
      `${layer.name} belongs to ${group?.name ?? 'no group'}, which has no Lie algebra; give a continuous group, or use equivarianceError.`,
    );
  }
  const perGenerator = group.algebra.map((tangent) => {
    const errors: number[] = [];
    tf.tidy(() => {
      const y = layer.apply(parameters, x);
      assertSignal(layer.outType, y, `the outType of ${layer.name}`);
      const outputs = partsOf(y);
      if (Object.values(outputs).every((part) => largest(part) === 0))
        throw new Error(
          `${layer.name} gives 0 everywhere, which any layer would; test it with another input.`,
        );
      const given = tangentAction(group, tangent, layer.inType, x); // dρ_in(X) x
      const wanted = tangentAction(group, tangent, layer.outType, y); // dρ_out(X) L(x)
      const pushed = pushForward((parts) => partsOf(layer.apply(parameters, withParts(x, parts))), x, given);
      for (const [name, part] of Object.entries(outputs)) {
        const difference = largest(tf.sub(pushed[name], wanted[name] ?? tf.zerosLike(part)));
        errors.push(difference === 0 ? 0 : difference / largest(part));
      }
    });
    return Math.max(...errors);
  });
  return { max: Math.max(...perGenerator), perGenerator };
}

type Parts = Readonly<Record<string, Tensor>>;

const withParts = <S extends Signal>(signal: S, parts: Parts): S => {
  if (signal instanceof tf.Tensor) return (parts['x'] ?? signal) as S;
  return Object.assign({}, signal, parts);
};

/**
 * The Jacobian of f times a direction, J v: the gradient in u of ⟨Jᵀu, v⟩, which is linear in u, so that u may be 0.
 *
 * @param direction v, for the parts of x that move
 */
function pushForward(f: (parts: Parts) => Parts, x: Signal, direction: Parts): Parts {
  const moving = Object.keys(direction);
  const at = moving.map((name) => partsOf(x)[name]);
  const outputs = f({});
  const names = Object.keys(outputs);
  const covectors = names.map((name) => tf.zerosLike(outputs[name]));
  if (moving.length === 0) return Object.fromEntries(names.map((name, i) => [name, covectors[i]]));
  const pairing = (...u: Tensor[]): Scalar => {
    const paired = (...parts: Tensor[]): Scalar => {
      const y = f(Object.fromEntries(moving.map((name, i) => [name, parts[i]])));
      return addUp([...names.map((name, i) => inner(y[name], u[i])), ...parts.map(nothing)]);
    };
    const pulled = tf.grads(paired)(at); // Jᵀu
    return addUp([...moving.map((name, i) => inner(pulled[i], direction[name])), ...u.map(nothing)]);
  };
  const pushed = tf.grads(pairing)(covectors);
  return Object.fromEntries(names.map((name, i) => [name, pushed[i]]));
}

const inner = (a: Tensor, b: Tensor): Scalar => tf.sum(tf.mul(a, b));
const addUp = (terms: readonly Scalar[]): Scalar => terms.reduce((sum, term) => tf.add(sum, term));
/** 0, but a function of x: a gradient is asked for, also where nothing depends on x. */
const nothing = (x: Tensor): Scalar => tf.mul(tf.sum(x), 0);

import * as tf from '#tensor';
import { transpose } from '../linear/matrix.ts';
import { isTrivial, trivialIrrep } from '../representation/irrep.ts';
import { sumOfIrreps } from '../representation/irrep-sum.ts';
import type { IrrepSum } from '../representation/irrep-sum.ts';
import { applyAffine } from './affine.ts';
import { countCopies, sumOverCopies } from './copies-of.ts';
import { array, assertHolds } from './feature-type.ts';
import type { Layer, NoParameters } from './layer.ts';
import { applySilu } from './pointwise.ts';

/**
 * Gates each copy of each irrep by a scalar of its own, and passes scalars through a function.
 *
 * scalars: y = x · sigmoid(x) (SiLU); the others: y_u = x_u · sigmoid(g_u), where the g_u come first along the axis
 *
 * A layer before it makes the gates; it gives `gate.before`. Weiler et al. 2018, arXiv:1807.02547, section 3.3.
 *
 * @param to what comes out: trivial irreps first, then the others
 * @returns a layer from g ⊕ x, [B, …, gates + d], to [B, …, d]; `before` is the sum of irreps of its input
 * @throws when a trivial irrep comes after another one
 *
 * @example
 * ```ts
 * import { irreps, O3, sequential, steerableGate, steerableLinear } from '#equivariant';
 *
 * const hidden = irreps(O3, '4x0e + 2x1o');
 * const gate = steerableGate(hidden);
 * const net = sequential([steerableLinear(irreps(O3, '1x0e + 1x1o'), gate.before), gate]);
 * ({ before: gate.before.name, layers: net.name });
 * ```
 */
export function steerableGate<Element>(
  to: IrrepSum<Element>,
): Layer<NoParameters> & { readonly before: IrrepSum<Element> } {
  const first = to.parts.findIndex(({ irrep }) => !isTrivial(irrep));
  const scalarParts = first < 0 ? to.parts : to.parts.slice(0, first);
  const otherParts = first < 0 ? [] : to.parts.slice(first);
  if (otherParts.some(({ irrep }) => isTrivial(irrep))) {
    throw new Error(`steerableGate takes trivial irreps first, but got ${to.name}; write them in front.`);
  }
  const name = `steerableGate ${to.name}`;
  const scalars = scalarParts.reduce((sum, { multiplicity }) => sum + multiplicity, 0);
  const others = otherParts.length === 0 ? undefined : sumOfIrreps(otherParts);
  const gates = others ? countCopies(others) : 0;
  const before =
    gates === 0 ? to : sumOfIrreps([{ irrep: trivialIrrep(to.group), multiplicity: gates }, ...to.parts]);
  const spread = others && transpose(sumOverCopies(others)); // [gates, d]
  const inType = array(before);
  return {
    name,
    group: to.group,
    before,
    inType,
    outType: array(to),
    init: () => [],
    apply(_, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        if (!spread) return applySilu(x);
        const [gate, scalar, rest] = tf.split(x, [gates, scalars, x.shape.at(-1)! - gates - scalars], -1);
        const gated = tf.mul(rest, applyAffine(tf.sigmoid(gate), { weight: tf.tensor2d(spread) })); // [B, …, d − scalars]
        return scalars === 0 ? gated : tf.concat([applySilu(scalar), gated], -1); // [B, …, d]
      });
    },
  };
}

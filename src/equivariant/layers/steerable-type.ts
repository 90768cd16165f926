import * as tf from '#tensor';
import type { Random, Tensor } from '#tensor';
import { isIrrepSum } from '../representation/irrep-sum.ts';
import type { IrrepSum } from '../representation/irrep-sum.ts';
import { describeType } from './feature-type.ts';
import type { FeatureType } from './feature-type.ts';

/** The sum of irreps of a steerable feature, an array whose one axis carries it. @throws for any other type */
export function irrepsOf(type: FeatureType, layer: string): IrrepSum {
  const axis = type.kind === 'array' && type.axes.length === 1 ? type.axes[0] : undefined;
  if (typeof axis === 'object' && isIrrepSum(axis)) return axis;
  throw new Error(
    `${layer} needs a sum of irreps, but got ${describeType(type)}; build its type with array(irreps(group, '…')).`,
  );
}

/** The numbers that each block of a sum holds, multiplicity × dimension. */
export const blockSizes = ({ parts }: IrrepSum): number[] =>
  parts.map(({ multiplicity, irrep }) => multiplicity * irrep.dimension);

/** Whether two irreps of one group are the same; their names tell. */
export const sameIrrep = (
  a: { readonly name: string; readonly dimension: number },
  b: { readonly name: string; readonly dimension: number },
): boolean => a.name === b.name && a.dimension === b.dimension;

/** Draws from N(0, 1). */
export const drawNormal = (shape: readonly number[], random: Random): Tensor => tf.heNormal(shape, 2, random); // of variance 2/2

/**
 * e3nn: spherical harmonics, Wigner's D, 3j symbols, tensor products and linear layers of O(3).
 *
 * Its order of components, its axes and its normalisations are this project's. The sign of a 3j symbol is a convention; both
 * take that of the Clebsch–Gordan coefficients of Condon and Shortley, so that nothing is converted here.
 */
import {
  clebschGordan,
  irreps,
  O3,
  sphereIrrep,
  sphericalEmbedding,
  steerableLinear,
  sumOfIrreps,
  wigner3j,
} from '#equivariant';
import type { HarmonicNormalisation, IrrepSum, Matrix } from '#equivariant';
import * as tf from '#tensor';
import type { Tensor3D } from '#tensor';
import { relativeError, toTensor } from './compare.ts';
import { tensorAt } from './golden-file.ts';
import type { GoldenCase, GoldenKind, GoldenTensor, Skipped } from './golden-file.ts';

const REPLAYS: Record<string, ((given: GoldenCase) => number | Skipped) | undefined> = {
  spherical_harmonics: replayHarmonics,
  wigner_D: replayWignerD,
  wigner_3j: replay3j,
  FullTensorProduct: replayProduct,
  'o3.Linear': replayLinear,
};

export const e3nnKind: GoldenKind = {
  name: 'e3nn',
  recognises: ({ title, cases }) =>
    /e3nn/i.test(title) || cases.some((given) => String(given['kind']) in REPLAYS),
  replay(given) {
    const kind = String(given['kind']);
    return REPLAYS[kind]?.(given) ?? { skipped: `e3nn's ${kind} has no counterpart here` };
  },
};

/** Its name says the normalisation, and whether only directions count; `l` says which degrees are kept. */
function replayHarmonics(given: GoldenCase): number | Skipped {
  const [, normalisation, normalize] =
    /_(component|norm|integral)_normalize=(True|False)/.exec(given.name) ?? [];
  if (!normalisation)
    return { skipped: `the name ${given.name} does not say how the harmonics are normalised` };
  const degrees = Array.isArray(given['l']) ? given['l'].map(Number) : [Number(given['l'])];
  const layer = sphericalEmbedding(Math.max(...degrees), {
    normalize: normalize === 'True',
    normalisation: normalisation as HarmonicNormalisation,
  });
  const all = layer.apply([], toTensor(tensorAt(given, 'xyz'))); // [n, (lmax + 1)²]
  const blocks = degrees.map((l) => tf.slice(all, [0, l * l], [-1, 2 * l + 1]));
  return relativeError(tf.concat(blocks, 1), tensorAt(given, 'Y'));
}

/** R = R_y(α) R_x(β) R_y(γ), and D(R). */
function replayWignerD(given: GoldenCase): number {
  const angles = tensorAt(given, 'alpha_beta_gamma');
  const about = (axis: 'x' | 'y', angle: number): Matrix => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return axis === 'x'
      ? [
          [1, 0, 0],
          [0, c, -s],
          [0, s, c],
        ]
      : [
          [c, 0, s],
          [0, 1, 0],
          [-s, 0, c],
        ];
  };
  const { multiply } = O3;
  const rotations = Array.from({ length: angles.shape[0] }, (_, i) => {
    const [alpha, beta, gamma] = angles.data.slice(3 * i, 3 * i + 3);
    return multiply(about('y', alpha), multiply(about('x', beta), about('y', gamma)));
  });
  const irrep = sphereIrrep(Number(given['l']));
  const stack = (matrices: readonly Matrix[]) => tf.tensor3d(matrices as number[][][]);
  return Math.max(
    relativeError(stack(rotations), tensorAt(given, 'R')),
    relativeError(stack(rotations.map(irrep.matrix)), tensorAt(given, 'D')),
  );
}

function replay3j(given: GoldenCase): number {
  const theirs = tensorAt(given, 'C');
  const [a, b, c] = theirs.shape.map((size) => (size - 1) / 2);
  return relativeError(tf.tensor3d(wigner3j(a, b, c)), theirs);
}

function replayProduct(given: GoldenCase): number {
  const [a, b] = ['irreps_in1', 'irreps_in2'].map((field) =>
    mergeNeighbours(irreps(O3, String(given[field]))),
  );
  const layer = clebschGordan(a, b);
  const x = tf.concat([toTensor(tensorAt(given, 'x')), toTensor(tensorAt(given, 'y'))], -1);
  return relativeError(layer.apply([], x), tensorAt(given, 'out'));
}

/** e3nn takes neighbours of the same irrep for one block before it multiplies. */
function mergeNeighbours({ parts }: IrrepSum<Matrix>): IrrepSum<Matrix> {
  const merged: { irrep: (typeof parts)[number]['irrep']; multiplicity: number }[] = [];
  for (const { irrep, multiplicity } of parts) {
    const last = merged.at(-1);
    if (last?.irrep.name === irrep.name) last.multiplicity += multiplicity;
    else merged.push({ irrep, multiplicity });
  }
  return sumOfIrreps(merged);
}

/** Its name says the irreps; the weights of its paths follow one another, [copies in, copies out] each. */
function replayLinear(given: GoldenCase): number | Skipped {
  const [, before, after] = /^linear_(.+)_to_(.+)$/.exec(given.name) ?? [];
  if (!before || !after) return { skipped: `the name ${given.name} does not say the irreps` };
  const layer = steerableLinear(irreps(O3, before), irreps(O3, after));
  const weights = readWeights(tensorAt(given, 'weight'), layer.init(tf.random(0)).weights);
  const y = layer.apply({ weights, biases: [] }, toTensor(tensorAt(given, 'x')));
  return relativeError(y, tensorAt(given, 'out'));
}

function readWeights({ data }: GoldenTensor, like: readonly Tensor3D[]): Tensor3D[] {
  let start = 0;
  const weights = like.map(({ shape, size }) => {
    const values = data.slice(start, start + size);
    start += size;
    return tf.tensor3d(values, shape);
  });
  if (start !== data.length)
    throw new Error(`"weight" holds ${data.length} numbers, and the layer takes ${start}`);
  return weights;
}

/**
 * Relaxed group convolutions (Wang 2022), the residual pathway block (Finzi 2021) and Augerino's transforms (Benton 2020).
 *
 * The relaxed convolutions number rotations clockwise, we counter-clockwise: their element i is our −i.
 */
import {
  affineMaps,
  conv,
  cyclicGroup,
  denseImage,
  relaxedGroupConv,
  relaxedLiftingConv,
  relu,
  residualPathway,
  sequential,
  warpImages,
} from '#equivariant';
import * as tf from '#tensor';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '#tensor';
import { filterBank } from '../../src/equivariant/layers/filter-bank.ts';
import { fromPeerFilter, fromPeerMap, relativeError, toPeerBank, toPeerMap, toTensor } from './compare.ts';
import { integerAt, objectAt, tensorAt } from './golden-file.ts';
import type { GoldenCase, GoldenKind, Skipped } from './golden-file.ts';
import { affineAt } from './torch-linear.ts';

export const relaxed: GoldenKind = {
  name: 'relaxed convolution, residual pathway, Augerino',
  recognises: ({ title, cases }) =>
    /relaxed|augerino|\brpp\b/i.test(title) ||
    cases.some((given) => 'combination_weights' in given || 'affine' in given || isPathway(given)),
  replay(given) {
    if ('combination_weights' in given) return replayRelaxed(given);
    if (isPathway(given)) return replayPathway(given);
    if ('affine' in given) return replayTransforms(given);
    return { skipped: `no layer here for ${String(given['module'])}` };
  },
};

const isPathway = (given: GoldenCase): boolean => {
  const state = given['state_dict'];
  return typeof state === 'object' && state !== null && 'conv.weight' in state && 'linear.weight' in state;
};

/** Element i of one numbering as −i of the other, along one axis. */
const reverseElements = (x: Tensor, axis: number): Tensor => {
  const order = x.shape[axis];
  return tf.gather(
    x,
    tf.tensor1d(
      Array.from({ length: order }, (_, i) => (order - i) % order),
      'int32',
    ),
    axis,
  );
};

function replayRelaxed(given: GoldenCase): number | Skipped {
  const config = objectAt(given, 'config');
  const [order, k] = [integerAt(config, 'group_order'), integerAt(config, 'ksize')];
  const group = cyclicGroup(order);
  const interpolate = ![1, 2, 4].includes(order);
  const weight = toTensor(tensorAt(given, 'weight'));
  const overGroup = weight.rank === 6; // [L, Cout, Cin, |G|, k, k]; lifting [L, Cout, Cin, k, k]
  const combination = toTensor(tensorAt(given, 'combination_weights'));
  const perBank = overGroup ? tf.transpose(combination) : combination; // [L, |G|]
  const options = {
    in: integerAt(config, 'in_channels'),
    out: integerAt(config, 'out_channels'),
    kernel: k,
    banks: integerAt(config, 'num_filter_banks'),
    padding: (k - 1) / 2,
    bias: false,
    interpolate,
    inexact: true,
  };
  const layer = (overGroup ? relaxedGroupConv : relaxedLiftingConv)(group, options);
  const generators = tf.unstack(overGroup ? reverseElements(weight, 3) : weight).map(fromPeerFilter); // [k, k, (|H|,) Cin, Cout]
  const parameters = { filters: tf.stack(generators), weights: reverseElements(perBank, 1) as Tensor2D };

  const input = toTensor(tensorAt(given, 'x'));
  const x = fromPeerMap(overGroup ? reverseElements(input, 2) : input); // [B, H, W, |H|·Cin]
  const activated = !overGroup && String(given['module']).includes('activation=True'); // over the group the peer forgets it
  const linear = reverseElements(toPeerMap(layer.apply(parameters, x) as Tensor4D, order), 2); // [B, Cout, |G|, H, W]
  const y = activated ? tf.relu(linear) : linear;

  const bank = filterBank(group, k, overGroup, interpolate);
  const banks = generators.map((filter) => {
    const moved = reverseElements(toPeerBank(bank(filter), overGroup ? order : 1, order), 1); // [Cout, |G|, Cin, |H|, k, k]
    return overGroup ? reverseElements(moved, 3) : tf.squeeze(moved, [3]);
  });
  return Math.max(
    relativeError(tf.stack(banks), tensorAt(given, 'filter_bank')),
    relativeError(y, tensorAt(given, 'y')),
  );
}

/** ReLU(conv(x) + Linear(flattened x)), both flattened channel first. */
function replayPathway(given: GoldenCase): number {
  const state = objectAt(given, 'state_dict');
  const x = fromPeerMap(toTensor(tensorAt(given, 'x'))); // [B, H, W, Cin]
  const [, height, width, channelsIn] = x.shape;
  const filter = fromPeerFilter(toTensor(tensorAt(state, 'conv.weight'))); // [k, k, Cin, Cout]
  const [kernel, , , channelsOut] = filter.shape as [number, number, number, number];
  const linear = affineAt(state, 'linear');
  const split = [channelsIn, height, width, channelsOut, height, width];
  const weight = tf.transpose(tf.reshape(linear.weight, split), [1, 2, 0, 4, 5, 3]); // [H, W, Cin, H, W, Cout]
  const size = height * width;
  const bias = tf.transpose(tf.reshape(linear.bias, [channelsOut, height, width]), [1, 2, 0]); // [H, W, Cout]
  const layer = sequential([
    residualPathway(
      conv({ in: channelsIn, out: channelsOut, kernel, padding: (kernel - 1) / 2 }),
      denseImage({ height, width, in: channelsIn, out: channelsOut }),
    ),
    relu(),
  ]);
  const parameters = {
    equivariant: { filter, bias: toTensor(tensorAt(state, 'conv.bias')) as Tensor1D },
    residual: {
      weight: tf.reshape(weight, [size * channelsIn, size * channelsOut]),
      bias: tf.reshape(bias, [size * channelsOut]),
    },
  };
  const y = toPeerMap(layer.apply([parameters, []], x) as Tensor4D, 1); // [B, Cout, 1, H, W]
  return relativeError(tf.squeeze(y, [2]), tensorAt(given, 'y'));
}

/**
 * Weights → affine maps → warped images.
 *
 * The peer's exponential is an ODE solver with tolerance 1e-4, so a tenth of the maps' error is counted, and the images
 * are warped by its maps, not by ours.
 */
function replayTransforms(given: GoldenCase): number {
  const field = Object.keys(given).find((name) => name.startsWith('weights')) ?? 'weights';
  const weights = toTensor(tensorAt(given, field)) as Tensor2D;
  const scale = Number(given['trans_scale'] ?? 0.1);
  const affine = tensorAt(given, 'affine');
  const images = fromPeerMap(toTensor(tensorAt(given, 'img')));
  const warped = toPeerMap(warpImages(images, toTensor(affine) as Tensor3D), 1); // [B, C, 1, H, W]
  return Math.max(
    relativeError(affineMaps(weights, scale), affine) / 10,
    relativeError(tf.squeeze(warped, [2]), tensorAt(given, 'warped')),
  );
}

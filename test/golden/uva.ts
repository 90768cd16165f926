/**
 * The UvA deep-learning course's group convolutions, whose filters are sampled by interpolation.
 *
 * Its group convolution reads the weights with the group axis and the column axis exchanged, so that already the filter
 * of the identity element is an interpolation of them. That is its way to parametrise a filter, not a group
 * convolution's: what it samples for output element 0 is taken as the generating filter, from which all other elements
 * and the output must follow.
 */
import { cyclicGroup, groupConv, liftingConv } from '#equivariant';
import * as tf from '#tensor';
import type { Tensor4D } from '#tensor';
import { filterBank } from '../../src/equivariant/layers/filter-bank.ts';
import { fromPeerFilter, fromPeerMap, relativeError, toPeerBank, toPeerMap, toTensor } from './compare.ts';
import { integerAt, objectAt, tensorAt } from './golden-file.ts';
import type { GoldenKind } from './golden-file.ts';

export const uva: GoldenKind = {
  name: 'UvA lifting and group convolution',
  recognises: ({ title, cases }) =>
    /\buva\b/i.test(title) || cases.some((given) => 'sampled_kernel' in given && 'state_dict' in given),
  replay(given) {
    const config = objectAt(given, 'config');
    const order = integerAt(config, 'cyclic_order');
    const kind = config['kind'];
    if (kind !== 'lift' && kind !== 'group')
      return { skipped: `unknown convolution ${JSON.stringify(kind)}` };
    const overGroup = kind === 'group';
    const interpolate = ![1, 2, 4].includes(order);
    if (overGroup && interpolate)
      return { skipped: `C${order} over the group: no filter of it is the generating one` };
    const group = cyclicGroup(order);
    const k = integerAt(config, 'ksize');
    const build = overGroup ? groupConv : liftingConv;
    const layer = build(group, {
      in: integerAt(config, 'in_channels'),
      out: integerAt(config, 'out_channels'),
      kernel: k,
      bias: false,
      interpolate,
      inexact: true,
    });
    const sampled = tensorAt(given, 'sampled_kernel'); // lift [Cout, |G|, Cin, k, k], group [Cout, |G|, Cin, |H|, k, k]
    const generating = overGroup
      ? fromPeerFilter(tf.gather(toTensor(sampled), tf.scalar(0, 'int32'), 1)) // [k, k, |H|, Cin, Cout]
      : fromPeerFilter(toTensor(tensorAt(objectAt(given, 'state_dict'), 'kernel.weight'))); // [k, k, Cin, Cout]
    const bank = filterBank(group, k, overGroup, interpolate)(generating);
    const peerBank = toPeerBank(bank, overGroup ? order : 1, order); // [Cout, |G|, Cin, |H|, k, k]
    const x = fromPeerMap(toTensor(tensorAt(given, 'x')));
    const y = toPeerMap(layer.apply({ filter: generating }, x) as Tensor4D, order);
    return Math.max(
      relativeError(tf.reshape(peerBank, [...sampled.shape]), sampled),
      relativeError(y, tensorAt(given, 'y')),
    );
  },
};

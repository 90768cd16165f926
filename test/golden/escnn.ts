/** escnn: band-limited filters over C4 and D4, of which the block of output element 0 generates the others. */
import { act, groupConv, liftingConv } from '#equivariant';
import type { FiniteGroup } from '#equivariant';
import * as tf from '#tensor';
import type { Tensor, Tensor1D, Tensor4D } from '#tensor';
import { expandFilter, filterSources } from '../../src/equivariant/layers/filter-bank.ts';
import { fromPeerFilter, fromPeerMap, relativeError, toPeerBank, toPeerMap, toTensor } from './compare.ts';
import { groupNamed, matchElements } from './escnn-elements.ts';
import type { ElementOrder } from './escnn-elements.ts';
import { integerAt, objectAt, objectsAt, tensorAt } from './golden-file.ts';
import type { GoldenCase, GoldenKind, GoldenTensor } from './golden-file.ts';

export const escnn: GoldenKind = {
  name: 'escnn regular',
  recognises: ({ title, cases }) =>
    /escnn/i.test(title) || cases.some((given) => 'expanded_filter' in given && 'elements_order' in given),
  replay(given) {
    const config = objectAt(given, 'config');
    const group = groupNamed(String(config['group']));
    if (!group) return { skipped: `escnn's group ${String(config['group'])} does not act on whole pixels` };
    const inType = config['in_type'];
    if (inType !== 'trivial' && inType !== 'regular') {
      return { skipped: `escnn's representation ${JSON.stringify(inType)} has no layer here` };
    }
    return replayConvolution(given, group, inType === 'regular');
  },
};

function replayConvolution(given: GoldenCase, group: FiniteGroup, overGroup: boolean): number {
  const config = objectAt(given, 'config');
  const elements = matchElements(given, group);
  const options = {
    in: integerAt(config, 'in_fields'),
    out: integerAt(config, 'out_fields'),
    kernel: integerAt(config, 'ksize'),
    stride: integerAt(config, 'stride'),
    padding: integerAt(config, 'padding'),
    inexact: true, // numbers of a forward map are compared, at whatever size the peer was run
  };
  const { in: fieldsIn, out: fieldsOut, kernel: k } = options;
  const layer = (overGroup ? groupConv : liftingConv)(group, options);
  const depth = overGroup ? group.order : 1; // |H|

  // escnn's channel is field·|G| + element, its elements in an order of its own.
  const read = (x: GoldenTensor): Tensor4D => {
    const [batch, , height, width] = x.shape;
    const map = tf.reshape(toTensor(x), [batch, fieldsIn, depth, height, width]);
    return fromPeerMap(overGroup ? toOurOrder(map, elements, 2) : map); // [B, H, W, |H|·Cin]
  };
  const errorOf = (y: Tensor4D, order: number, theirs: GoldenTensor): number => {
    const map = toPeerMap(y, order); // [B, fields, |G|, H, W]
    return relativeError(
      tf.reshape(order === 1 ? map : toTheirOrder(map, elements, 2), [...theirs.shape]),
      theirs,
    );
  };

  const expanded = tensorAt(given, 'expanded_filter');
  const blocks = tf.reshape(toTensor(expanded), [fieldsOut, group.order, fieldsIn, depth, k, k]);
  const identity = tf.gather(blocks, tf.scalar(elements.theirs[0], 'int32'), 1); // [Cout, Cin, |H|, k, k]
  const filter = overGroup
    ? fromPeerFilter(toOurOrder(identity, elements, 2)) // [k, k, |H|, Cin, Cout]
    : tf.squeeze(fromPeerFilter(identity), [2]); // [k, k, Cin, Cout]
  const expandedBias = tensorAt(given, 'expanded_bias');
  const bias = tf.max(tf.reshape(toTensor(expandedBias), [fieldsOut, group.order]), 1) as Tensor1D; // [Cout]

  const bank = toPeerBank(
    expandFilter(group, filter, filterSources(group, k, overGroup)),
    depth,
    group.order,
  );
  const rows = toTheirOrder(bank, elements, 1); // [Cout, |G|, Cin, |H|, k, k]
  const theirBank = overGroup ? toTheirOrder(rows, elements, 3) : rows;
  const apply = (x: Tensor4D): Tensor4D => layer.apply({ filter, bias }, x) as Tensor4D;
  const x = read(tensorAt(given, 'x'));
  const errors = [
    relativeError(tf.reshape(theirBank, [...expanded.shape]), expanded),
    relativeError(tf.reshape(tf.tile(tf.expandDims(bias, 1), [1, group.order]), [-1]), expandedBias),
    errorOf(apply(x), group.order, tensorAt(given, 'y')),
  ];
  objectsAt(given, 'transforms').forEach((transform, index) => {
    const moved = act(group, elements.ours[index], layer.inType, x) as Tensor4D;
    errors.push(errorOf(moved, depth, tensorAt(transform, 'gx')));
    errors.push(errorOf(apply(read(tensorAt(transform, 'gx'))), group.order, tensorAt(transform, 'y_of_gx')));
  });
  return Math.max(...errors);
}

const toOurOrder = (x: Tensor, { theirs }: ElementOrder, axis: number): Tensor =>
  tf.gather(x, tf.tensor1d([...theirs], 'int32'), axis);

const toTheirOrder = (x: Tensor, { ours }: ElementOrder, axis: number): Tensor =>
  tf.gather(x, tf.tensor1d([...ours], 'int32'), axis);

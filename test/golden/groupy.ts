/** GrouPy (Cohen & Welling 2016): p4 and p4m tables, actions, lifting and group convolutions. */
import { act, C4, D4, groupConv, image, liftingConv, regular } from '#equivariant';
import type { FiniteGroup } from '#equivariant';
import * as tf from '#tensor';
import type { Tensor4D } from '#tensor';
import { expandFilter, filterSources } from '../../src/equivariant/layers/filter-bank.ts';
import { fromPeerFilter, fromPeerMap, relativeError, toPeerBank, toPeerMap, toTensor } from './compare.ts';
import { integerAt, isGoldenTensor, tensorAt, tensorsAt } from './golden-file.ts';
import type { GoldenCase, GoldenKind, Skipped } from './golden-file.ts';

const MATRICES = 'matrices_acting_on_(row,col)';
const PRODUCTS = 'product_table_prod[i][j]=index(g_i*g_j)';

const LAYERS: Record<string, { group: FiniteGroup; overGroup: boolean } | undefined> = {
  P4ConvZ2: { group: C4, overGroup: false },
  P4ConvP4: { group: C4, overGroup: true },
  P4MConvZ2: { group: D4, overGroup: false },
  P4MConvP4M: { group: D4, overGroup: true },
};

export const groupy: GoldenKind = {
  name: 'GrouPy p4/p4m',
  recognises: ({ title, cases }) =>
    /groupy/i.test(title) ||
    cases.some((given) => String(given['layer']) in LAYERS || 'inverse_table' in given),
  replay(given) {
    if ('inverse_table' in given) return replayTables(given);
    if (given['kind'] === 'action') return replayAction(given);
    if (given['kind'] === 'conv') return replayConvolution(given);
    return { skipped: `GrouPy case of unknown kind ${JSON.stringify(given['kind'])}` };
  },
};

function groupOfOrder(order: number): FiniteGroup | undefined {
  return [C4, D4].find((group) => group.order === order);
}

function replayTables(given: GoldenCase): number | Skipped {
  const order = tensorAt(given, MATRICES).shape[0];
  const group = groupOfOrder(order);
  if (!group) return { skipped: `no group of order ${order} acts in GrouPy's tables` };
  const ours = {
    [MATRICES]: tf.tensor(
      group.elements.flatMap(({ matrix }) => [...matrix]),
      [order, 2, 2],
    ),
    [PRODUCTS]: tf.tensor(group.product.map((row) => [...row])),
    inverse_table: tf.tensor([...group.inverse]),
  };
  return Math.max(
    ...Object.entries(ours).map(([field, table]) => relativeError(table, tensorAt(given, field))),
  );
}

function replayAction(given: GoldenCase): number | Skipped {
  const [f, expected] = [tensorAt(given, 'f'), tensorsAt(given, 'gf')];
  const group = groupOfOrder(expected.length);
  if (!group) return { skipped: `no group of order ${expected.length} acts in GrouPy's tables` };
  // f is [C, H, W], or [C, |G|, H, W] on the group; the batch axis is ours.
  const onGroup = f.shape.length === 4;
  const type = onGroup ? regular(group, f.shape[0]) : image(f.shape[0]);
  const map = fromPeerMap(tf.expandDims(toTensor(f), 0)); // [1, H, W, …]
  const errors = expected.map((gf, g) => {
    const moved = toPeerMap(act(group, g, type, map) as Tensor4D, onGroup ? group.order : 1);
    return relativeError(tf.reshape(moved, [...f.shape]), gf);
  });
  return Math.max(...errors);
}

function replayConvolution(given: GoldenCase): number | Skipped {
  const form = LAYERS[String(given['layer'])];
  if (!form) return { skipped: `GrouPy layer ${String(given['layer'])} has no counterpart here` };
  const { group, overGroup } = form;
  const build = overGroup ? groupConv : liftingConv;
  const layer = build(group, {
    in: integerAt(given, 'in_channels'),
    out: integerAt(given, 'out_channels'),
    kernel: integerAt(given, 'ksize'),
    stride: integerAt(given, 'stride'),
    padding: integerAt(given, 'padding'),
    bias: isGoldenTensor(given['bias']),
    // The numbers of a forward map are compared here, also where a peer was run at a size that is not exact.
    inexact: true,
  });
  const weight = fromPeerFilter(toTensor(tensorAt(given, 'weight'))); // [k, k, |H|, Cin, Cout]
  const filter = overGroup ? weight : tf.squeeze(weight, [2]);
  const bias = given['bias'];
  const parameters = isGoldenTensor(bias) ? { filter, bias: toTensor(bias) as tf.Tensor1D } : { filter };

  const sources = filterSources(group, integerAt(given, 'ksize'), overGroup);
  const bank = toPeerBank(expandFilter(group, filter, sources), overGroup ? group.order : 1, group.order);
  const run = (x: Tensor4D) => toPeerMap(layer.apply(parameters, x) as Tensor4D, group.order);
  const x = fromPeerMap(toTensor(tensorAt(given, 'x')));
  const errors = [
    relativeError(bank, tensorAt(given, 'transformed_filter')),
    relativeError(run(x), tensorAt(given, 'y')),
  ];
  if (given['y_of_transformed_x'] !== null && given['y_of_transformed_x'] !== undefined) {
    tensorsAt(given, 'y_of_transformed_x').forEach((y, g) => {
      errors.push(relativeError(run(act(group, g, layer.inType, x) as Tensor4D), y));
    });
  }
  return Math.max(...errors);
}

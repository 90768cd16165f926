/** DeepSets (Zaheer 2017): permutation-equivariant layers, alone and in the authors' point-cloud classifiers. */
import { deepSets, dense, elu, sequential, setPool, tanh } from '#equivariant';
import * as tf from '#tensor';
import type { Parameters, Tensor, Tensor1D } from '#tensor';
import { relativeError, toTensor } from './compare.ts';
import { objectAt, tensorAt } from './golden-file.ts';
import type { GoldenCase, GoldenKind, Skipped } from './golden-file.ts';
import { affineAt, weightAt } from './torch-linear.ts';
import type { StateDict } from './torch-linear.ts';

const POOLS = ['max', 'mean'] as const;
type Pool = (typeof POOLS)[number];

export const deepSetsKind: GoldenKind = {
  name: 'DeepSets',
  recognises: ({ title, cases }) =>
    /deep ?sets/i.test(title) ||
    cases.some((given) => 'y_of_permuted' in given || /^PermEqui[12]_/.test(given.name)),
  replay(given) {
    const state = objectAt(given, 'state_dict');
    if ('Gamma.weight' in state) return replayLayer(given, state);
    if ('phi.0.Gamma.weight' in state) return replayClassifier(given, state);
    return { skipped: `its state_dict (${Object.keys(state).join(', ')}) is of no DeepSets layer` };
  },
};

/** The layer whose weights stand under a prefix of the state: with Λ, or tied where there is none. */
function layerAt(
  state: StateDict,
  prefix: string,
  pool: Pool,
): { layer: ReturnType<typeof deepSets>; parameters: Parameters } {
  const gamma = affineAt(state, `${prefix}Gamma`);
  const tied = !(`${prefix}Lambda.weight` in state);
  const [sizeIn, sizeOut] = gamma.weight.shape;
  return {
    layer: deepSets({ in: sizeIn, out: sizeOut, pool, tied }),
    parameters: { gamma, ...(!tied && { lambda: weightAt(state, `${prefix}Lambda`) }) },
  };
}

const poolNamed = (name: string): Pool | undefined => POOLS.find((pool) => name.startsWith(pool));

function replayLayer(given: GoldenCase, state: StateDict): number | Skipped {
  const pool = poolNamed(given.name.split('_')[1] ?? '');
  if (!pool) return { skipped: `the name ${given.name} does not say max or mean` };
  const { layer, parameters } = layerAt(state, '', pool);
  const apply = (x: Tensor): Tensor => layer.apply(parameters as never, x);
  const x = toTensor(tensorAt(given, 'x'));
  const errors = [relativeError(apply(x), tensorAt(given, 'y'))];
  if ('perm' in given) {
    const permuted = tf.gather(x, tf.tensor1d([...tensorAt(given, 'perm').data], 'int32') as Tensor1D, 1);
    errors.push(relativeError(apply(permuted), tensorAt(given, 'y_of_permuted')));
  }
  return Math.max(...errors);
}

/** φ: three layers with an activation each; a pool over the set; ρ: two dense layers with an activation between. */
function replayClassifier(given: GoldenCase, state: StateDict): number | Skipped {
  const config = objectAt(given, 'config');
  const pool = poolNamed(String(config['pool']));
  const sequence = String(config['sequence']);
  const activation = /\bELU\b/.test(sequence) ? elu : /tanh/i.test(sequence) ? tanh : undefined;
  const readout = /(mean|max) over set/.exec(sequence)?.[1];
  if (!pool || !activation || !readout) return { skipped: `no layers here for ${JSON.stringify(config)}` };
  const phi = ['phi.0.', 'phi.2.', 'phi.4.'].map((prefix) => layerAt(state, prefix, pool));
  const rho = ['ro.1', 'ro.4'].map((prefix) => affineAt(state, prefix));
  const [first, last] = rho.map(({ weight }) => dense({ in: weight.shape[0], out: weight.shape[1] }));
  const net = sequential([
    ...phi.flatMap(({ layer }) => [layer, activation()]),
    setPool(readout as Pool),
    first,
    activation(),
    last,
  ]);
  const none: Parameters = [];
  const parameters = [...phi.flatMap((part) => [part.parameters, none]), none, rho[0], none, rho[1]];
  return relativeError(net.apply(parameters, toTensor(tensorAt(given, 'x'))), tensorAt(given, 'y'));
}

/** EGNN (Satorras 2021): single layers, stacks with embeddings, and the n-body network with velocities. */
import { egnn, sequential } from '#equivariant';
import type { Points } from '#equivariant';
import * as tf from '#tensor';
import type { Parameters, Tensor, Tensor2D, Tensor3D } from '#tensor';
import { relativeError, toTensor } from './compare.ts';
import { isGoldenTensor, objectAt, tensorAt } from './golden-file.ts';
import type { GoldenCase, GoldenKind, GoldenTensor } from './golden-file.ts';
import { affineAt, weightAt } from './torch-linear.ts';
import type { StateDict } from './torch-linear.ts';

export const egnnKind: GoldenKind = {
  name: 'EGNN',
  recognises: ({ title, cases }) =>
    /egnn|e\(n\)/i.test(title) || cases.some((given) => 'edge_index' in given && 'h_out' in given),
  replay(given) {
    const config = objectAt(given, 'config');
    const kind = String(config['kind'] ?? given['module']);
    const run = { E_GCL: runLayer, E_GCL_vel: runLayer, EGNN: runStack, EGNN_vel: runWithVelocity }[kind];
    if (!run) return { skipped: `no layer here for ${kind}` };
    if (config['norm_diff'] === true) return { skipped: 'no layer here divides by ‖xᵢ − xⱼ‖ + 1' };
    const errorsOf = (x: GoldenTensor, wanted: GoldenTensor, v?: Tensor3D): number[] => {
      const points = { ...pointsOf(given), x: batched(x), ...(v && { v }) };
      const out = run(points, objectAt(given, 'state_dict'), config);
      const errors = [relativeError(tf.squeeze(out.x, [0]), wanted)];
      if (isGoldenTensor(given['h_out'])) errors.push(relativeError(tf.squeeze(out.h, [0]), given['h_out']));
      return errors;
    };
    const velocity = isGoldenTensor(given['vel']) ? batched(given['vel']) : undefined;
    const errors = errorsOf(tensorAt(given, 'x'), tensorAt(given, 'x_out'), velocity);
    const probe = given['equivariance_probe'];
    if (typeof probe === 'object' && probe !== null) {
      const { motion, translation, wanted } = readProbe(objectAt(given, 'equivariance_probe'));
      const move = (vectors: Tensor3D): Tensor3D =>
        tf.reshape(tf.matMul(tf.squeeze(vectors, [0]), motion, false, true), vectors.shape);
      const x = tf.add(move(batched(tensorAt(given, 'x'))), translation);
      const moved = { shape: x.shape.slice(1), data: [...x.dataSync()] };
      errors.push(...errorsOf(moved, wanted, velocity && move(velocity)));
    }
    return Math.max(...errors);
  },
};

/** x ↦ x Qᵀ + t, and what the peer makes of it. */
function readProbe(probe: { readonly [field: string]: unknown }): {
  motion: Tensor2D;
  translation: Tensor;
  wanted: GoldenTensor;
} {
  const field = Object.keys(probe).find((name) => name.startsWith('Q')) ?? 'Q';
  return {
    motion: toTensor(tensorAt(probe, field)) as Tensor2D,
    translation: toTensor(tensorAt(probe, 't')),
    wanted: tensorAt(probe, 'x_out_of_transformed'),
  };
}

/** The peer stacks graphs; all its nodes are one graph of ours, in which only its edges are heard. */
const batched = (tensor: GoldenTensor): Tensor3D => tf.expandDims(toTensor(tensor), 0);

/** Edges row ← column as an adjacency, their features as features of pairs. */
function pointsOf(given: GoldenCase): Points {
  const h = batched(tensorAt(given, 'h'));
  const nodes = h.shape[1];
  const edges = objectAt(given, 'edge_index');
  const [rows, columns] = [tensorAt(edges, 'rows').data, tensorAt(edges, 'cols').data];
  const adjacency = new Float32Array(nodes * nodes);
  rows.forEach((row, edge) => (adjacency[row * nodes + columns[edge]] += 1));
  if (adjacency.some((count) => count > 1)) throw new Error('an edge stands twice in "edge_index"');
  const points = {
    h,
    x: batched(tensorAt(given, 'x')),
    adjacency: tf.tensor3d(adjacency, [1, nodes, nodes]),
  };
  if (!isGoldenTensor(given['edge_attr'])) return points;
  const { shape, data } = given['edge_attr'];
  const features = new Float32Array(nodes * nodes * shape[1]);
  rows.forEach((row, edge) =>
    features.set(
      data.slice(edge * shape[1], (edge + 1) * shape[1]),
      (row * nodes + columns[edge]) * shape[1],
    ),
  );
  return { ...points, a: tf.tensor4d(features, [1, nodes, nodes, shape[1]]) };
}

type Config = { readonly [field: string]: unknown };
type Run = (points: Points, state: StateDict, config: Config) => Points;

const perceptronAt = (state: StateDict, name: string): { first: Parameters; second: Parameters } => ({
  first: affineAt(state, `${name}.0`),
  second: `${name}.2.bias` in state ? affineAt(state, `${name}.2`) : { weight: weightAt(state, `${name}.2`) },
});

/** The layer and its parameters under a prefix of the state. */
function layerAt(state: StateDict, prefix: string, config: Config, residualByDefault: boolean) {
  const edge = affineAt(state, `${prefix}edge_mlp.0`);
  const node = perceptronAt(state, `${prefix}node_mlp`) as ReturnType<typeof perceptronAt> & {
    first: { weight: Tensor2D };
    second: { weight: Tensor2D };
  };
  const hidden = edge.weight.shape[1];
  const channelsIn = node.first.weight.shape[0] - hidden;
  const pairChannels = edge.weight.shape[0] - 2 * channelsIn - 1;
  const [receiver, sender, distance, pair] = tf.split(
    edge.weight,
    [channelsIn, channelsIn, 1, pairChannels],
    0,
  );
  const velocity = `${prefix}coord_mlp_vel.0.weight` in state;
  const attention = `${prefix}att_mlp.0.weight` in state;
  const layer = egnn({
    in: channelsIn,
    out: node.second.weight.shape[1],
    hidden,
    pairChannels,
    velocity,
    attention,
    residual: (config['residual'] ?? config['recurrent'] ?? residualByDefault) === true,
    normalize: config['normalize'] === true,
    bounded: config['tanh'] === true,
    aggregate: config['agg'] === 'sum' || config['coords_agg'] === 'sum' ? 'sum' : 'mean',
  });
  const second = affineAt(state, `${prefix}edge_mlp.2`);
  const parameters = {
    message: { receiver, sender, distance, ...(pairChannels > 0 && { pair }), bias: edge.bias, second },
    position: perceptronAt(state, `${prefix}coord_mlp`),
    node,
    ...(velocity && { velocity: perceptronAt(state, `${prefix}coord_mlp_vel`) }),
    ...(attention && { attention: affineAt(state, `${prefix}att_mlp.0`) }),
  };
  return { layer, parameters: parameters as Parameters };
}

/** h ↦ hW + b for [1, n, C]. */
const embed = (h: Tensor3D, state: StateDict, name: string): Tensor3D => {
  const { weight, bias } = affineAt(state, name);
  return tf.expandDims(tf.add(tf.matMul(tf.squeeze(h, [0]), weight), bias), 0);
};

const layersOf = (state: StateDict, config: Config) => {
  const parts = [];
  for (let i = 0; `gcl_${i}.edge_mlp.0.weight` in state; i++)
    parts.push(layerAt(state, `gcl_${i}.`, config, true));
  return parts;
};

const runLayer: Run = (points, state, config) => {
  const { layer, parameters } = layerAt(state, '', config, true);
  return layer.apply(parameters as never, points);
};

const runStack: Run = (points, state, config) => {
  const parts = layersOf(state, config);
  const net = sequential<Points, Points>(parts.map(({ layer }) => layer));
  const embedded = { ...points, h: embed(points.h, state, 'embedding_in') };
  const out = net.apply(
    parts.map(({ parameters }) => parameters),
    embedded,
  );
  return { ...out, h: embed(out.h, state, 'embedding_out') };
};

/** The n-body network: each layer starts from the first velocity again, where eq. 7 of the paper carries it on. */
const runWithVelocity: Run = (points, state, config) => {
  const embedded: Points = { ...points, h: embed(points.h, state, 'embedding') };
  return layersOf(state, config).reduce((signal, { layer, parameters }) => {
    const { v } = embedded;
    return layer.apply(parameters as never, { ...signal, ...(v && { v }) });
  }, embedded);
};

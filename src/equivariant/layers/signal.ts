import * as tf from '#tensor';
import type { Tensor, Tensor3D, Tensor4D } from '#tensor';
import { assertHolds } from './feature-type.ts';
import type { FeatureType } from './feature-type.ts';

/** What flows between layers: a tensor, a graph, or points in space. What a layer leaves as it is, it passes on, uncopied. */
export type Signal = Tensor | Graph | Points;

/** Graphs with n nodes: features of the nodes, and who listens to whom. */
export type Graph = {
  /** Node features, [B, n, C]. */
  readonly h: Tensor3D;
  /** `adjacency` at (i, j) is the weight with which node i hears node j, 0 for not at all; [B, n, n]. */
  readonly adjacency: Tensor3D;
};

/** Graphs of n nodes with a place in d-dimensional space. */
export type Points = {
  /** Features on which motions of space do nothing, [B, n, C]. */
  readonly h: Tensor3D;
  /** Positions, [B, n, d]: x ↦ Qx + t. */
  readonly x: Tensor3D;
  /** Velocities, [B, n, d]: v ↦ Qv. */
  readonly v?: Tensor3D;
  /** Features of ordered pairs on which motions of space do nothing, [B, n, n, E]. */
  readonly a?: Tensor4D;
  /** 1 at (i, j) where node i hears node j, else 0; [B, n, n]. Default: everyone hears everyone else. */
  readonly adjacency?: Tensor3D;
};

/** The type of a graph: channels of `h`. A permutation moves the nodes, and rows and columns of the adjacency. */
export interface GraphType {
  readonly kind: 'graph';
  readonly channels: number;
}

/** The type of points in space: channels of `h` and of `a`, and whether there are velocities. Any d and n. */
export interface PointsType {
  readonly kind: 'points';
  readonly channels: number;
  readonly pairChannels: number;
  readonly velocity: boolean;
}

/** The type that describes a signal. */
export type TypeOf<S extends Signal> = S extends Tensor
  ? FeatureType
  : S extends Points
    ? PointsType
    : GraphType;

/** The tensors of a signal, by name; a tensor alone is its own part. */
export function partsOf(signal: Signal): Readonly<Record<string, Tensor>> {
  if (signal instanceof tf.Tensor) return { x: signal };
  return Object.fromEntries(Object.entries(signal).filter(([, part]) => part !== undefined)) as Record<
    string,
    Tensor
  >;
}

/** Throws, naming the shapes and the remedy, unless a signal holds its type. */
export function assertSignal<S extends Signal>(type: TypeOf<S>, signal: S, layer: string): void {
  const { kind } = type;
  if (kind === 'graph') assertGraph(type as GraphType, signal as Graph, layer);
  else if (kind === 'points') assertPoints(type as PointsType, signal as Points, layer);
  else assertHolds(type as FeatureType, (signal as Tensor).shape, layer);
}

const shown = (tensor: Tensor | undefined): string => (tensor ? `[${tensor.shape.join(', ')}]` : 'nothing');

/** Throws, naming the part, its shape and the remedy, unless the graph holds the type. */
export function assertGraph(type: GraphType, { h, adjacency }: Graph, layer: string): void {
  const [batch, n, channels] = h.shape;
  if (h.rank !== 3 || channels !== type.channels) {
    throw new Error(
      `${layer} takes node features h [B, n, ${type.channels}], but got ${shown(h)}; build the layer for ${h.shape.at(-1)} channels.`,
    );
  }
  assertPart('adjacency', adjacency, [batch, n, n], layer);
}

/** Throws, naming the part, its shape and the remedy, unless the points hold the type. */
export function assertPoints(type: PointsType, { h, x, v, a, adjacency }: Points, layer: string): void {
  const [batch, n, channels] = h.shape;
  if (h.rank !== 3 || channels !== type.channels) {
    throw new Error(
      `${layer} takes node features h [B, n, ${type.channels}], but got ${shown(h)}; build the layer for ${h.shape.at(-1)} channels.`,
    );
  }
  assertPart('x', x, [batch, n, x.shape.at(-1)], layer);
  if (type.velocity !== (v !== undefined)) {
    const remedy = type.velocity ? 'give v [B, n, d]' : 'build it with velocity: true';
    throw new Error(
      `${layer} takes ${type.velocity ? '' : 'no '}velocities, but got ${shown(v)}; ${remedy}.`,
    );
  }
  if (v) assertPart('v', v, x.shape, layer);
  if (a || type.pairChannels > 0) assertPart('a', a, [batch, n, n, type.pairChannels], layer);
  if (adjacency) assertPart('adjacency', adjacency, [batch, n, n], layer);
}

function assertPart(
  part: string,
  tensor: Tensor | undefined,
  wanted: readonly (number | undefined)[],
  layer: string,
): void {
  if (tensor?.shape.join() === wanted.join()) return;
  throw new Error(
    `${layer} takes ${part} of shape [${wanted.join(', ')}] beside these node features, but got ${shown(tensor)}; ` +
      `give it that shape, or build the layer for the ${part} that you have.`,
  );
}

import * as tf from '#tensor';
import type { Tensor1D, Tensor2D, Tensor3D } from '#tensor';
import { applyAffine, drawAffine, drawWeight } from './affine.ts';
import type { Layer } from './layer.ts';
import { assertGraph } from './signal.ts';
import type { Graph, GraphType } from './signal.ts';

/** Options of a graph convolution. */
export interface GraphConvOptions {
  /** Channels in. */
  readonly in: number;
  /** Channels out. */
  readonly out: number;
  /** How messages meet: their sum, or their mean over the weights in a row of the adjacency. Default 'sum'. */
  readonly aggregate?: 'sum' | 'mean';
  /** A function of each number, applied last. Default: none. */
  readonly activation?: (h: Tensor3D) => Tensor3D;
}

/** Parameters of a graph convolution: weights [Cin, Cout] and bias [Cout] for the node itself, weights [Cin, Cout] for what it hears. */
export type GraphConvParameters = {
  readonly self: { readonly weight: Tensor2D; readonly bias: Tensor1D };
  readonly neighbours: Tensor2D;
};

/**
 * Passes messages along the edges of a graph, so that renaming the nodes renames the result.
 *
 * hᵢ' = σ(W hᵢ + V Σⱼ A_ij hⱼ + b)
 *
 * h [B, n, Cin] → [B, n, Cout]; the adjacency [B, n, n] is passed on. Morris et al. 2019, arXiv:1810.02244, eq. 5.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { graphConv } from '#equivariant';
 *
 * const layer = graphConv({ in: 1, out: 2 });
 * const parameters = layer.init(tf.random(seed));
 * const h = tf.tensor3d([1, 2, 3], [1, 3, 1]);
 * const adjacency = tf.tensor3d([0, 1, 0, 1, 0, 1, 0, 1, 0], [1, 3, 3]); // a path of three nodes
 * const heard = layer.apply(parameters, { h, adjacency });
 * Array.from(heard.h.dataSync());
 * ```
 */
export function graphConv(options: GraphConvOptions): Layer<GraphConvParameters, Graph, Graph> {
  const { in: channelsIn, out: channelsOut, aggregate = 'sum', activation = (h: Tensor3D) => h } = options;
  const name = `graphConv ${channelsIn} → ${channelsOut}, ${aggregate}`;
  const inType: GraphType = { kind: 'graph', channels: channelsIn };
  return {
    name,
    symmetry: { group: 'Sₙ', exact: true },
    inType,
    outType: { kind: 'graph', channels: channelsOut },
    init: (random) => ({
      self: drawAffine(channelsIn, channelsOut, random.fork('self')),
      neighbours: drawWeight(channelsIn, channelsOut, random.fork('neighbours')),
    }),
    apply({ self, neighbours }, graph) {
      assertGraph(inType, graph, name);
      const { h, adjacency } = graph;
      const updated = tf.tidy(() => {
        const heard = tf.matMul(adjacency, applyAffine(h, { weight: neighbours })); // Σⱼ A_ij V hⱼ: [B, n, Cout]
        const messages = aggregate === 'sum' ? heard : tf.div(heard, degrees(adjacency));
        return activation(tf.add(applyAffine(h, self), messages)); // [B, n, Cout]
      });
      return { h: updated, adjacency };
    },
  };
}

/** Σⱼ A_ij, and 1 where nobody is heard; [B, n, 1]. */
function degrees(adjacency: Tensor3D): Tensor3D {
  const sums = tf.sum(adjacency, 2, true) as Tensor3D;
  return tf.add(sums, tf.cast(tf.equal(sums, 0), 'float32'));
}

import * as tf from '#tensor';
import type { Random, Tensor2D, Tensor3D } from '#tensor';
import { assertCounts } from './count.ts';

/** Simple graphs, as batches of the same number of nodes; whoever drew them disposes them. */
export type RandomGraphs = {
  /** Node features: 1 for every node, [count, nodes, 1]. */
  readonly h: Tensor3D;
  /** 1 where two nodes are joined, else 0: symmetric, and 0 on the diagonal; [count, nodes, nodes]. */
  readonly adjacency: Tensor3D;
};

function drawEdges(nodes: number, joined: (i: number, j: number) => number, random: Random): Float32Array {
  const adjacency = new Float32Array(nodes * nodes);
  for (let i = 0; i < nodes; i++) {
    for (let j = 0; j < i; j++) {
      const edge = random.uniform() < joined(i, j) ? 1 : 0;
      adjacency[i * nodes + j] = edge;
      adjacency[j * nodes + i] = edge;
    }
  }
  return adjacency;
}

function stacked(graphs: readonly Float32Array[], nodes: number): RandomGraphs {
  const values = new Float32Array(graphs.length * nodes * nodes);
  graphs.forEach((graph, index) => values.set(graph, index * nodes * nodes));
  return {
    h: tf.ones([graphs.length, nodes, 1]),
    adjacency: tf.tensor3d(values, [graphs.length, nodes, nodes]),
  };
}

function assertProbabilities(probabilities: Readonly<Record<string, number>>): void {
  for (const [name, p] of Object.entries(probabilities)) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`${name} = ${p}: give a probability, 0 ≤ p ≤ 1.`);
  }
}

/** The number of triangles of a graph, Σ_{i<j<k} A_ij A_jk A_ki. */
function countTriangles(adjacency: Float32Array, nodes: number): number {
  let triangles = 0;
  for (let i = 0; i < nodes; i++)
    for (let j = 0; j < i; j++)
      for (let k = 0; k < j; k++)
        triangles += adjacency[i * nodes + j] * adjacency[j * nodes + k] * adjacency[k * nodes + i];
  return triangles;
}

/**
 * Draws graphs in which each two nodes are joined with the same probability, and counts the triangles of each.
 *
 * Expected: n(n − 1)(n − 2)/6 · p³ triangles. Erdős & Rényi 1959, in Gilbert's form, doi:10.1214/aoms/1177706098.
 *
 * @returns graphs, and `triangles` [count, 1]
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { drawGraphs } from '#data';
 *
 * const graphs = drawGraphs({ count: 6, nodes: 8, probability: 0.5 }, random(seed));
 * Array.from(graphs.triangles.dataSync()); // 7 are expected
 * ```
 */
export function drawGraphs(
  options: { readonly count: number; readonly nodes: number; readonly probability: number },
  random: Random,
): RandomGraphs & { readonly triangles: Tensor2D } {
  const { count, nodes, probability } = options;
  assertCounts({ count, nodes });
  assertProbabilities({ probability });
  const graphs = Array.from({ length: count }, (_, graph) =>
    drawEdges(nodes, () => probability, random.fork(`graph ${graph}`)),
  );
  const triangles = graphs.map((adjacency) => countTriangles(adjacency, nodes));
  return { ...stacked(graphs, nodes), triangles: tf.tensor2d(triangles, [count, 1]) };
}

/**
 * Draws graphs of two communities, whose nodes are joined with one probability within and another between them.
 *
 * Each node belongs to either with probability ½. The stochastic block model, Holland et al. 1983,
 * doi:10.1016/0378-8733(83)90021-7. Which community is called the first is chance: only who belongs together can be told.
 *
 * @returns graphs, and `communities` [count, nodes, 1], −1 or 1 for each node
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { drawCommunities } from '#data';
 *
 * const graphs = drawCommunities({ count: 1, nodes: 10, within: 0.9, between: 0.1 }, random(seed));
 * Array.from(graphs.communities.dataSync());
 * ```
 */
export function drawCommunities(
  options: {
    readonly count: number;
    readonly nodes: number;
    readonly within: number;
    readonly between: number;
  },
  random: Random,
): RandomGraphs & { readonly communities: Tensor3D } {
  const { count, nodes, within, between } = options;
  assertCounts({ count, nodes });
  assertProbabilities({ within, between });
  const members: number[] = [];
  const graphs = Array.from({ length: count }, (_, graph) => {
    const draws = random.fork(`graph ${graph}`);
    const sides = Array.from({ length: nodes }, () => 2 * draws.integer(0, 2) - 1);
    members.push(...sides);
    return drawEdges(nodes, (i, j) => (sides[i] === sides[j] ? within : between), draws);
  });
  return { ...stacked(graphs, nodes), communities: tf.tensor3d(members, [count, nodes, 1]) };
}

import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { drawCommunities, drawGraphs } from './random-graphs.ts';

beforeAll(() => startNodeBackend());

describe('drawGraphs and drawCommunities', () => {
  it('adjacencies are symmetric, 0 or 1, and 0 on the diagonal; triangles are tr A³/6', () => {
    const { adjacency, triangles } = drawGraphs({ count: 20, nodes: 8, probability: 0.5 }, tf.random(1));
    expect([...adjacency.dataSync()]).toEqual([...tf.transpose(adjacency, [0, 2, 1]).dataSync()]);
    expect(new Set(adjacency.dataSync())).toEqual(new Set([0, 1]));
    const traces = tf.sum(tf.mul(tf.matMul(adjacency, tf.matMul(adjacency, adjacency)), tf.eye(8)), [1, 2]);
    expect([...tf.div(traces, 6).dataSync()]).toEqual([...triangles.dataSync()]);
    expect(tf.sum(tf.mul(adjacency, tf.eye(8))).dataSync()[0]).toBe(0);
  });

  it('edges are as frequent as asked for, to within four standard errors', () => {
    const { adjacency } = drawGraphs({ count: 50, nodes: 20, probability: 0.3 }, tf.random(1));
    const frequency = tf.sum(adjacency).dataSync()[0] / (50 * 20 * 19);
    expect(Math.abs(frequency - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / (50 * 190)));
    const { adjacency: joined, communities } = drawCommunities(
      { count: 5, nodes: 9, within: 1, between: 0 },
      tf.random(1),
    );
    const same = tf.sub(tf.div(tf.add(tf.matMul(communities, communities, false, true), 1), 2), tf.eye(9));
    expect([...joined.dataSync()]).toEqual([...same.dataSync()]);
    expect(() => drawGraphs({ count: 1, nodes: 3, probability: 1.5 }, tf.random(1))).toThrow(
      'give a probability',
    );
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { array, image, regular, vector } from '../layers/feature-type.ts';
import { act } from './action.ts';
import { applyMatrix } from '../linear/matrix.ts';
import { directSum } from '../representation/combine.ts';
import { permutationRepresentation } from '../representation/permute.ts';
import { directionRepresentation, pointAction } from '../representation/standard.ts';
import { C4 } from './cyclic.ts';
import { D4 } from './dihedral.ts';
import { euclideanGroup } from './euclidean.ts';
import type { FiniteGroup } from './finite-group.ts';
import { symmetricGroup } from './symmetric.ts';

beforeAll(() => startNodeBackend());

// The vectors among them are of rank 2; `act` takes them as they are.
const numbers = (...shape: number[]): Tensor4D =>
  tf.reshape(
    tf.range(
      0,
      shape.reduce((product, side) => product * side),
      1,
    ),
    shape as never,
  ) as Tensor4D;

/** (g f)(x, h) = f(g⁻¹ x, …), pixel by pixel; `source` says which channel comes to (h, c) of two-channel maps. */
function actByHand(
  group: FiniteGroup,
  g: number,
  f: number[][][],
  source: (h: number, c: number) => number,
): number[][][] {
  const [a, b, c, d] = group.elements[group.inverse[g]].matrix;
  const centre = (f.length - 1) / 2;
  return f.map((line, row) =>
    line.map((_, column) => {
      const [y, x] = [row - centre, column - centre];
      const values = f[a * y + b * x + centre][c * y + d * x + centre];
      return values.map((_, channel) => values[source(Math.floor(channel / 2), channel % 2)]);
    }),
  );
}

describe('the action of a group', () => {
  it('a quarter turn is counter-clockwise: the last column becomes the first row', () => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    expect([...act(C4, 1, image(1), x).dataSync()]).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
  });

  it.each([C4, D4])('$name on images and on regular maps: (g f)(x, h) = f(g⁻¹x, g⁻¹h)', (group) => {
    const channels = 2;
    const x = numbers(1, 3, 3, group.order * channels);
    const f = tf.unstack(x)[0].arraySync() as number[][][];
    for (let g = 0; g < group.order; g++) {
      const [onMap] = tf.unstack(act(group, g, regular(group, channels), x));
      expect(onMap.arraySync()).toEqual(
        actByHand(group, g, f, (h, c) => group.product[group.inverse[g]][h] * channels + c),
      );
      const [onImage] = tf.unstack(act(group, g, image(group.order * channels), x));
      expect(onImage.arraySync()).toEqual(actByHand(group, g, f, (h, c) => h * channels + c));
    }
  });

  it.each([C4, D4])('$name: g(h f) = (gh) f, on every type', (group) => {
    for (const type of [image(8), regular(group, 8 / group.order), vector(8)]) {
      const x = type.kind === 'vector' ? numbers(2, 8) : numbers(2, 3, 3, 8);
      for (let g = 0; g < group.order; g++) {
        for (let h = 0; h < group.order; h++) {
          const oneByOne = act(group, g, type, act(group, h, type, x));
          const atOnce = act(group, group.product[g][h], type, x);
          expect([...oneByOne.dataSync()]).toEqual([...atOnce.dataSync()]);
        }
      }
    }
  });

  it('a quarter turn of an H × W image is W × H', () => {
    const tall = numbers(1, 3, 2, 4);
    expect(act(C4, 1, regular(C4, 1), tall).shape).toEqual([1, 2, 3, 4]);
    expect(act(C4, 2, regular(C4, 1), tall).shape).toEqual([1, 3, 2, 4]);
  });

  it('an action without the shift of the group axis is no action of D4 on its regular maps', () => {
    const x = numbers(1, 2, 2, 8);
    const withoutShift = act(D4, 1, image(8), x);
    expect([...withoutShift.dataSync()]).not.toEqual([...act(D4, 1, regular(D4, 1), x).dataSync()]);
  });

  it('of S₃ on a set moves whole rows, and on a graph rows and columns', () => {
    const S3 = symmetricGroup(3);
    const p = permutationRepresentation(S3);
    const x = [
      [10, 11],
      [20, 21],
      [30, 31],
    ];
    const set = tf.unstack(act(S3, [1, 2, 0], array(p, 2), tf.tensor3d([x])))[0];
    expect(set.arraySync()).toEqual([x[2], x[0], x[1]]);
    const graph = tf.unstack(act(S3, [1, 0, 2], array(p, p), numbers(1, 3, 3)))[0];
    expect(graph.arraySync()).toEqual([
      [4, 3, 5],
      [1, 0, 2],
      [7, 6, 8],
    ]);
  });

  it('of E(3) on points with velocities: (x, v) ↦ (Qx + t, Qv), whatever batch axes come before', () => {
    const E3 = euclideanGroup(3);
    const type = array(directSum(pointAction(E3), directionRepresentation(E3)));
    const g = E3.random(tf.random(1));
    const x = [0.1, -0.2, 0.3, 1, 2, -3];
    const by = (v: number[], corner: number): number[] => applyMatrix(g, [...v, corner]).slice(0, 3);
    const expected = [...by(x.slice(0, 3), 1), ...by(x.slice(3), 0)];
    const moved = act(E3, g, type, tf.tensor4d([[[x], [x]]])).dataSync();
    [...expected, ...expected].forEach((value, i) => {
      expect(moved[i]).toBeCloseTo(value, 5);
    });
    expect(() => act(E3, g, type, tf.zeros([2, 5]))).toThrow('a tensor [B, …, 6], but got [2, 5]');
    expect(() => act(C4, 1, type, tf.zeros([2, 6]))).toThrow('belongs to E(3); C4 does not act on it');
  });
});

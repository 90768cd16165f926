import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { image, regular, vector } from '../layers/feature-type.ts';
import { act, actOnImage } from './action.ts';
import { C4 } from './cyclic.ts';
import { D4 } from './dihedral.ts';
import type { FiniteGroup } from './finite-group.ts';

beforeAll(() => startNodeBackend());

const numbers = (...shape: number[]): Tensor4D =>
  tf.reshape(tf.range(0, tf.util.sizeFromShape(shape), 1), shape) as Tensor4D;

/** (g f)(x, h) = f(g⁻¹ x, g⁻¹ h), pixel by pixel and element by element. */
function actByHand(group: FiniteGroup, g: number, f: number[][][], channels: number): number[][][] {
  const [size, inverse] = [f.length, group.inverse[g]];
  const [a, b, c, d] = group.elements[inverse].matrix;
  const centre = (size - 1) / 2;
  return f.map((line, row) =>
    line.map((_, column) => {
      const [y, x] = [row - centre, column - centre];
      const source = f[a * y + b * x + centre][c * y + d * x + centre];
      return source.map((_, channel) => {
        const h = Math.floor(channel / channels);
        return source[group.product[inverse][h] * channels + (channel % channels)];
      });
    }),
  );
}

describe('the action of a group', () => {
  it('a quarter turn is counter-clockwise: the last column becomes the first row', () => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    expect([...actOnImage(C4, 1, x).dataSync()]).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
  });

  it.each([C4, D4])('$name on images and on regular maps: (g f)(x, h) = f(g⁻¹x, g⁻¹h)', (group) => {
    const channels = 2;
    const x = numbers(1, 3, 3, group.order * channels);
    const f = (tf.unstack(x)[0].arraySync() as number[][][]);
    for (let g = 0; g < group.order; g++) {
      const moved = tf.unstack(act(group, g, regular(group, channels), x))[0].arraySync();
      expect(moved).toEqual(actByHand(group, g, f, channels));
      // On an image every channel is its own function, so the "group axis" has length 1 and stays.
      const pixels = tf.unstack(act(group, g, image(group.order * channels), x))[0].arraySync() as number[][][];
      expect(pixels[0][2][0]).toBe((moved as number[][][])[0][2].find((value) => value === pixels[0][2][0]));
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
    const withoutShift = actOnImage(D4, 1, x);
    expect([...withoutShift.dataSync()]).not.toEqual([...act(D4, 1, regular(D4, 1), x).dataSync()]);
  });
});

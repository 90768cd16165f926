import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { drawChargedBodies } from './charged-bodies.ts';
import { drawMelodies } from './melodies.ts';
import { drawNumberSets } from './number-sets.ts';
import { drawPointClouds, SHAPES } from './point-clouds.ts';
import { drawCommunities, drawGraphs } from './random-graphs.ts';
import { drawSphericalSignals } from './spherical-signals.ts';

beforeAll(() => startNodeBackend());

const GENERATORS: Readonly<
  Record<string, (count: number, random: tf.Random) => Readonly<Record<string, unknown>>>
> = {
  drawChargedBodies: (count, random) => drawChargedBodies({ count, steps: 5 }, random),
  drawCommunities: (count, random) => drawCommunities({ count, nodes: 6, within: 0.8, between: 0.1 }, random),
  drawGraphs: (count, random) => drawGraphs({ count, nodes: 6, probability: 0.5 }, random),
  drawMelodies: (count, random) => drawMelodies({ count }, random),
  drawNumberSets: (count, random) => drawNumberSets({ count, size: 5, statistic: 'median' }, random),
  drawPointClouds: (count, random) => drawPointClouds({ count, shapes: SHAPES }, random),
  drawSphericalSignals: (count, random) => drawSphericalSignals({ count, rings: 4 }, random),
};

describe.each(Object.entries(GENERATORS))('%s', (_, draw) => {
  const tensorsOf = (parts: Readonly<Record<string, unknown>>): Tensor[] =>
    Object.values(parts).filter((part): part is Tensor => part instanceof tf.Tensor);
  const bits = (count: number, seed: number, take = count): string[] =>
    tf.tidy(
      () =>
        [
          tensorsOf(draw(count, tf.random(seed)))
            .map((tensor) => tf.fingerprint([tf.slice(tensor, 0, [take, ...tensor.shape.slice(1)])]))
            .join(),
        ] as never,
    ) as string[];

  it('the same seed gives the same bits, another seed others, and fewer are a beginning of more', () => {
    expect(bits(6, 1)).toEqual(bits(6, 1));
    expect(bits(6, 1)).not.toEqual(bits(6, 2));
    expect(bits(6, 1, 3)).toEqual(bits(3, 1));
  });

  it('makes the tensors that it gives, and no others; and none for a count that is no number of things', () => {
    const before = tf.memory().numTensors;
    const parts = tensorsOf(draw(2, tf.random(1)));
    expect(tf.memory().numTensors).toBe(before + parts.length);
    for (const part of parts) expect(part.shape[0]).toBe(2);
    tf.dispose(parts);
    expect(() => draw(0, tf.random(1))).toThrow('count = 0: give a whole number ≥ 1');
    expect(() => draw(1.5, tf.random(1))).toThrow('count = 1.5');
  });
});

it('nothing here uses functions that differ between engines', () => {
  for (const file of readdirSync('src/data').filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )) {
    const code = readFileSync(`src/data/${file}`, 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
    expect(code, file).not.toMatch(
      /Math\.(a?(sin|cos|tan)h?|atan2|exp(m1)?|log(1p|2|10)?|pow|hypot|cbrt|random)\b|\*\*/,
    );
  }
});

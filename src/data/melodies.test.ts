import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { drawMelodies, MOTIFS } from './melodies.ts';

beforeAll(() => startNodeBackend());

describe('drawMelodies', () => {
  it('a transposed motif is the same picture, shifted along the axis of log-frequency', () => {
    const { x, lowest } = drawMelodies({ count: 12, motifs: ['falling arpeggio'] }, tf.random(1));
    const [, time, bins] = x.shape;
    const pictures = tf.reshape(x, [12, time, bins]).arraySync() as number[][][];
    expect(new Set(lowest).size).toBeGreaterThan(5);
    pictures.forEach((picture, melody) => {
      const by = lowest[melody] - lowest[0];
      picture.forEach((row, t) =>
        row.forEach((value, bin) => expect(value).toBeCloseTo(pictures[0][t][bin - by] ?? 0, 6)),
      );
    });
  });

  it('the ground notes of a major arpeggio stand at 0, 4, 7 and 12 semitones, an octave partial 12 above, half as strong', () => {
    const { x, lowest } = drawMelodies(
      { count: 1, motifs: ['major arpeggio'], steps: 1, partials: 2 },
      tf.random(1),
    );
    const [, time, bins] = x.shape;
    const rows = (tf.reshape(x, [time, bins]).arraySync() as number[][]).map((row) =>
      row.flatMap((value, bin) => (value > 0 ? [[bin - lowest[0], value]] : [])),
    );
    expect(rows).toEqual([0, 4, 7, 12].map((pitch) => [[pitch, 1], [pitch + 12, 0.5]])); // prettier-ignore
  });

  it('labels say the motif, and bins that cut a semitone are refused', () => {
    const names = Object.keys(MOTIFS) as (keyof typeof MOTIFS)[];
    expect(drawMelodies({ count: 2 }, tf.random(1)).labels.shape).toEqual([2, names.length]);
    expect(() => drawMelodies({ count: 1, binsPerOctave: 18 }, tf.random(1))).toThrow(
      'give a multiple of 12',
    );
  });
});

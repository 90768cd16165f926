import * as tf from '#tensor';
import type { Random, Tensor2D, Tensor4D } from '#tensor';
import { ln } from '../elementary/index.ts';
import { assertCounts } from './count.ts';
import { oneHot } from './one-hot.ts';

/**
 * Melodies as the steps between their notes, in semitones; in the order of the labels.
 *
 * @example
 * ```ts
 * import { MOTIFS } from '#data';
 *
 * Object.keys(MOTIFS);
 * ```
 */
export const MOTIFS = {
  /** Up a major third, then a minor one. */
  'major arpeggio': [4, 3, 5],
  /** Up a minor third, then a major one. */
  'minor arpeggio': [3, 4, 5],
  /** Whole tones up. */
  'whole tones': [2, 2, 2],
  /** Semitones up. */
  'chromatic line': [1, 1, 1],
  /** The minor arpeggio backwards and downwards. */
  'falling arpeggio': [-5, -4, -3],
} as const satisfies Readonly<Record<string, readonly number[]>>;
/** One of `MOTIFS`. */
export type Motif = keyof typeof MOTIFS;

/** Options of `drawMelodies`. */
export interface MelodyOptions {
  /** Melodies. */
  readonly count: number;
  /** Classes, in the order of the labels. Default: all of `MOTIFS`. */
  readonly motifs?: readonly Motif[];
  /** Range of the lowest note, octaves: transposition is drawn from it. Default 2. */
  readonly octaves?: number;
  /** Bins to an octave. Default 12: semitones. */
  readonly binsPerOctave?: number;
  /** Time steps of a note. Default 4. */
  readonly steps?: number;
  /** Partials of a note, the k-th of strength 1/k. Default 4. */
  readonly partials?: number;
}

/** Labelled melodies; whoever drew them disposes them. */
export type Melodies = {
  /** Strength at each time and log-frequency, [count, time, bins, 1]. */
  readonly x: Tensor4D;
  /** One-hot, [count, motifs] */
  readonly labels: Tensor2D;
  /** The bin of the lowest note of each, [count]. */
  readonly lowest: readonly number[];
};

/**
 * Draws melodies as a picture of time and log-frequency: a motif, begun at a random pitch.
 *
 * A note at bin b has its k-th partial at b + (bins to an octave)·log₂ k, shared between the two nearest bins; so to sing
 * a motif higher is to shift its picture along the axis of frequency, and nothing else, which is what a convolution along
 * that axis commutes with. Synthetic; the axis is that of the constant-Q transform, Brown 1991, doi:10.1121/1.400476.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { drawMelodies } from '#data';
 *
 * const melodies = drawMelodies({ count: 6 }, random(seed));
 * ({ x: melodies.x.shape, lowest: [...melodies.lowest] });
 * ```
 */
export function drawMelodies(options: MelodyOptions, random: Random): Melodies {
  const { count, octaves = 2, binsPerOctave = 12, steps = 4, partials = 4 } = options;
  const { motifs = Object.keys(MOTIFS) as Motif[] } = options;
  assertCounts({ count, octaves, binsPerOctave, steps, partials, 'the number of motifs': motifs.length });
  if (binsPerOctave % 12 !== 0)
    throw new RangeError(`binsPerOctave = ${binsPerOctave}: give a multiple of 12.`);
  const pitches = motifs.map((motif) => pitchesOf(MOTIFS[motif], binsPerOctave / 12));
  const overtones = Array.from({ length: partials }, (_, k) => (binsPerOctave * ln(k + 1)) / Math.LN2);
  const range = octaves * binsPerOctave;
  const highest = Math.max(...pitches.flat()) + Math.ceil(overtones[partials - 1]) + 1;
  const [time, bins] = [Math.max(...pitches.map((notes) => notes.length)) * steps, range + highest];
  const values = new Float32Array(count * time * bins);
  const [labels, lowest]: [number[], number[]] = [[], []];
  for (let melody = 0; melody < count; melody++) {
    const draws = random.fork(`melody ${melody}`);
    const label = draws.integer(0, motifs.length);
    const start = draws.integer(0, range);
    labels.push(label);
    lowest.push(start);
    pitches[label].forEach((pitch, note) => {
      for (let step = 0; step < steps; step++) {
        const row = (melody * time + note * steps + step) * bins;
        overtones.forEach((overtone, k) => {
          const place = start + pitch + overtone;
          const [below, share] = [Math.floor(place), place - Math.floor(place)];
          values[row + below] += (1 - share) / (k + 1);
          values[row + below + 1] += share / (k + 1);
        });
      }
    });
  }
  return { x: tf.tensor4d(values, [count, time, bins, 1]), labels: oneHot(labels, motifs.length), lowest };
}

/** Bins of the notes of a motif above its lowest one. */
function pitchesOf(steps: readonly number[], binsPerSemitone: number): number[] {
  const notes = steps.reduce((sung, step) => [...sung, sung[sung.length - 1] + step], [0]);
  const lowest = Math.min(...notes);
  return notes.map((note) => (note - lowest) * binsPerSemitone);
}

import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { sphericalHarmonics } from '../equivariant/representation/spherical-harmonics.ts';
import { drawChargedBodies } from './charged-bodies.ts';
import { drawMelodies, MOTIFS } from './melodies.ts';
import { drawNumberSets } from './number-sets.ts';
import { drawPointClouds, SHAPES } from './point-clouds.ts';
import type { Shape } from './point-clouds.ts';
import { drawCommunities, drawGraphs } from './random-graphs.ts';
import { sphereGrid } from './sphere-grid.ts';
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

describe('drawPointClouds', () => {
  const still = (shape: Shape): number[][] => {
    const { x } = drawPointClouds(
      { count: 1, points: 200, shapes: [shape], turned: false, noise: 0 },
      tf.random(1),
    );
    return x.arraySync()[0];
  };
  const [third, faces] = [1 / Math.sqrt(3), [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]]; // prettier-ignore

  it.each<[Shape, (p: number[]) => number, number]>([
    ['sphere', ([x, y, z]) => Math.hypot(x, y, z), 1],
    ['cube', (p) => Math.max(...p.map(Math.abs)), third],
    ['octahedron', ([x, y, z]) => Math.abs(x) + Math.abs(y) + Math.abs(z), 1],
    [
      'tetrahedron',
      (p) => Math.max(...faces.map((face) => -third * face.reduce((sum, f, i) => sum + f * p[i], 0))),
      1 / 3,
    ],
    [
      'right helix',
      ([x, y, z]) => Math.hypot(x - 0.5 * Math.cos(2 * Math.PI * z), y - 0.5 * Math.sin(2 * Math.PI * z)),
      0,
    ],
    [
      'left helix',
      ([x, y, z]) => Math.hypot(x - 0.5 * Math.cos(2 * Math.PI * z), y + 0.5 * Math.sin(2 * Math.PI * z)),
      0,
    ],
  ])('points of a %s lie on it, about its middle', (shape, level, value) => {
    const points = still(shape);
    for (const point of points) expect(level(point)).toBeCloseTo(value, 5);
    for (const axis of [0, 1, 2]) {
      const mean = points.reduce((sum, point) => sum + point[axis], 0) / points.length;
      expect(Math.abs(mean)).toBeLessThan((4 * 0.58) / Math.sqrt(200)); // four standard errors; no coordinate has a variance above ⅓
    }
  });

  it('turning keeps distances from the middle, and moves every cloud in its own way', () => {
    const options = { count: 4, points: 8, shapes: ['cube'] as const, noise: 0 };
    const turned = drawPointClouds(options, tf.random(1)).x;
    const upright = drawPointClouds({ ...options, turned: false }, tf.random(1)).x;
    const [a, b] = [tf.norm(turned, 2).dataSync(), tf.norm(upright, 2).dataSync()];
    a.forEach((length, i) => expect(length).toBeCloseTo(b[i], 5));
    expect([...turned.dataSync()]).not.toEqual([...upright.dataSync()]);
  });

  it('labels say the shape', () => {
    const { x, labels } = drawPointClouds({ count: 40, shapes: ['sphere', 'cube'], noise: 0 }, tf.random(3));
    const radii = tf.norm(x, 2).arraySync() as number[][];
    (labels.arraySync() as number[][]).forEach((row, cloud) => {
      const round = radii[cloud].every((radius) => Math.abs(radius - 1) < 1e-5);
      expect(row).toEqual(round ? [1, 0] : [0, 1]);
    });
  });
});

describe('drawNumberSets', () => {
  it('sum, mean, max, median and variance are theirs', () => {
    const values = drawNumberSets({ count: 1, size: 4, statistic: 'sum' }, tf.random(1)).x.dataSync();
    const [a, b, c, d] = [...values].sort((x, y) => x - y);
    const mean = (a + b + c + d) / 4;
    const wanted = {
      sum: 4 * mean,
      mean,
      max: d,
      median: (b + c) / 2,
      variance: (a * a + b * b + c * c + d * d) / 4 - mean * mean,
    };
    for (const [statistic, value] of Object.entries(wanted)) {
      const { y } = drawNumberSets({ count: 1, size: 4, statistic: statistic as 'sum' }, tf.random(1));
      expect(y.dataSync()[0]).toBeCloseTo(value, 6);
    }
  });
});

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

describe('sphereGrid', () => {
  /** Σ wᵢ Y(uᵢ)ₐ Y(uᵢ)_b over harmonics up to a degree. */
  const overlaps = (rings: number, degree: number): number[][] => {
    const { directions, weights } = sphereGrid(rings);
    const rows = directions.map((direction) => sphericalHarmonics(degree, direction, 'integral'));
    return rows[0].map((_, a) =>
      rows[0].map((__, b) => rows.reduce((sum, row, i) => sum + weights[i] * row[a] * row[b], 0)),
    );
  };
  const distance = (matrix: number[][]): number =>
    Math.max(...matrix.flatMap((row, a) => row.map((value, b) => Math.abs(value - Number(a === b)))));

  it('∫ Y_lm Y_l′m′ = δ exactly for l + l′ ≤ 2·rings − 1, and not beyond', () => {
    expect(distance(overlaps(5, 4))).toBeLessThan(1e-12);
    expect(distance(overlaps(5, 5))).toBeGreaterThan(0.1);
  });

  it('its directions are unit vectors, its weights add up to 4π', () => {
    const { directions, weights } = sphereGrid(6);
    expect(directions).toHaveLength(72);
    for (const [x, y, z] of directions) expect(x * x + y * y + z * z).toBeCloseTo(1, 14);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(4 * Math.PI, 12);
  });
});

describe('drawSphericalSignals', () => {
  /** ∫ f Y_lm for all degrees up to 7, on a grid of 8 rings. */
  const coefficients = (values: ArrayLike<number>): number[] => {
    const { directions, weights } = sphereGrid(8);
    return directions.reduce<number[]>(
      (sums, direction, i) =>
        sphericalHarmonics(7, direction, 'integral').map(
          (y, lm) => (sums[lm] ?? 0) + weights[i] * values[i] * y,
        ),
      [],
    );
  };
  const spectrum = (values: ArrayLike<number>): number[] => {
    const lm = coefficients(values);
    return Array.from({ length: 8 }, (_, l) =>
      lm.slice(l * l, (l + 1) * (l + 1)).reduce((sum, c) => sum + c * c, 0),
    );
  };

  it('have no harmonics above their degree', () => {
    const { values } = drawSphericalSignals({ count: 3, degree: 5 }, tf.random(1));
    for (const signal of values.arraySync()) {
      const power = spectrum(signal);
      expect(power[6] + power[7]).toBeLessThan(1e-12);
      expect(power[5]).toBeGreaterThan(1e-9);
    }
  });

  it('of one class have one power spectrum however turned, of different classes different ones', () => {
    const one = (constellation: 'poles' | 'corner' | 'triangle', seed: number): number[] => {
      const { values } = drawSphericalSignals({ count: 1, constellations: [constellation] }, tf.random(seed));
      return spectrum(values.dataSync());
    };
    const apart = (a: number[], b: number[]): number =>
      Math.max(...a.map((value, l) => Math.abs(value - b[l]))) / a[0];
    expect(apart(one('poles', 1), one('poles', 2))).toBeLessThan(1e-5);
    expect(apart(one('poles', 1), one('corner', 1))).toBeGreaterThan(0.05);
    expect(apart(one('poles', 1), one('triangle', 1))).toBeGreaterThan(0.05);
  });
});

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

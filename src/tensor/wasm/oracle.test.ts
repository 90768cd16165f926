/** The project's own kernels against float64, with the error that their headers' order of rounding allows. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { random } from '../index.ts';
import { runOn } from './both-backends.ts';
import type { Values } from './both-backends.ts';

beforeAll(async () => {
  expect((await startNodeBackend('wasm')).backend).toBe('wasm');
});

/** Half a unit in the last place of 1: what one rounding to float32 may change, relatively. */
const ROUNDING = 2 ** -24;

/** A value in float64 and the size of what was added up to it, Σ |terms|. */
interface Exact {
  readonly value: number;
  readonly size: number;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Seeded numbers in [−1, 1); `special` of them in a thousand are NaN, ∞ or −∞. */
function numbers(shape: number[], seed: number, special = 0): Values {
  const draw = random(seed);
  const values = Float32Array.from({ length: sizeOf(shape) }, () =>
    draw.uniform() * 1000 < special
      ? [NaN, Infinity, -Infinity][draw.integer(0, 3)]!
      : 2 * draw.uniform() - 1,
  );
  return { shape, values };
}

/** Σ of products; NaN and ∞ behave as in float64, which is how they behave in float32. */
function dot(terms: Iterable<readonly [number, number]>): Exact {
  let [value, size] = [0, 0];
  for (const [a, b] of terms) {
    value += a * b;
    size += Math.abs(a * b);
  }
  return { value, size };
}

/** Fails unless each number is within `roundings` roundings of its size; what is not finite must be the same. */
function expectWithin(actual: readonly number[], exact: readonly Exact[], roundings: number): void {
  expect(actual.length).toBe(exact.length);
  actual.forEach((v, i) => {
    const { value, size } = exact[i]!;
    const right = Number.isFinite(value)
      ? Math.abs(v - value) <= roundings * ROUNDING * size
      : Object.is(v, value);
    if (!right) expect.fail(`number ${i} is ${v}, not ${value} ± ${roundings} · 2⁻²⁴ · ${size}`);
  });
}

const check = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void, numRuns = 120): void =>
  fc.assert(fc.property(arbitrary, predicate), { numRuns, seed: 1 });

const size = (max: number) => fc.integer({ min: 0, max });
const special = fc.constantFrom(0, 0, 20);
const seed = fc.nat(1000);

describe('BatchMatMul: each number within K roundings of Σ |a||b|', () => {
  const product = fc.record({
    m: size(21),
    n: size(21),
    k: size(40),
    batch: size(3),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    special,
    seed,
  });
  type Product = typeof product extends fc.Arbitrary<infer T> ? T : never;

  function exactProduct({ m, n, k, batch, transposeA, transposeB }: Product, a: Values, b: Values): Exact[] {
    return Array.from({ length: batch * m * n }, (_, at) => {
      const [column, row, i] = [at % n, Math.floor(at / n) % m, Math.floor(at / n / m)];
      return dot(
        Array.from({ length: k }, (_, s) => [
          a.values[i * m * k + (transposeA ? s * m + row : row * k + s)]!,
          b.values[i * k * n + (transposeB ? column * k + s : s * n + column)]!,
        ]),
      );
    });
  }

  test('any sizes, also 0 and 1; NaN and ∞ go through', () =>
    check(product, (p) => {
      const { m, n, k, batch, transposeA, transposeB } = p;
      const a = numbers([batch, ...(transposeA ? [k, m] : [m, k])], p.seed, p.special);
      const b = numbers([batch, ...(transposeB ? [n, k] : [k, n])], p.seed + 1, p.special);
      const [{ shape, values }] = runOn('wasm', 'BatchMatMul', { a, b }, { transposeA, transposeB }) as [
        { shape: number[]; values: number[] },
      ];
      expect(shape).toEqual([batch, m, n]);
      expectWithin(values, exactProduct(p, a, b), k);
    }));

  test('broken twin: one number off by 1e-4 is caught', () => {
    const p: Product = {
      m: 9,
      n: 9,
      k: 40,
      batch: 1,
      transposeA: false,
      transposeB: false,
      special: 0,
      seed: 1,
    };
    const [a, b] = [numbers([1, 9, 40], 1), numbers([1, 40, 9], 2)];
    const [y] = runOn('wasm', 'BatchMatMul', { a, b }, {});
    const off = y!.values.map((v, i) => (i === 40 ? v + 1e-4 : v));
    expect(() => expectWithin(off, exactProduct(p, a, b), 40)).toThrow(/number 40/);
  });
});

describe('convolutions: each number within as many roundings as it has terms', () => {
  const geometry = fc
    .record({
      batch: fc.integer({ min: 1, max: 3 }),
      image: fc.tuple(size(7), size(7)),
      channels: fc.integer({ min: 1, max: 6 }),
      outputs: fc.integer({ min: 1, max: 18 }),
      filter: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })),
      stride: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      dilation: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 })),
      pad: fc.tuple(size(2), size(2), size(2), size(2)),
      dilated: fc.boolean(),
      special,
      seed,
    })
    .map(({ dilated, ...g }) => {
      // tfjs allows a stride or a dilation.
      const [stride, dilation] = dilated ? [[1, 1], g.dilation] : [g.stride, [1, 1]];
      const out = [0, 1].map((axis) => {
        const framed = g.image[axis]! + g.pad[2 * axis]! + g.pad[2 * axis + 1]!;
        return Math.floor((framed - (g.filter[axis]! - 1) * dilation[axis]! - 1) / stride[axis]!) + 1;
      });
      return { ...g, stride, dilation, out } as typeof g &
        Record<'stride' | 'dilation' | 'out', [number, number]>;
    })
    .filter(({ out }) => out.every((n) => n >= 1));
  type Geometry = typeof geometry extends fc.Arbitrary<infer T> ? T : never;

  const attrsOf = ({ stride, dilation, pad: [top, bottom, left, right] }: Geometry) => ({
    strides: stride,
    dilations: dilation,
    dataFormat: 'NHWC',
    pad: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
  });
  const shapesOf = (g: Geometry) => ({
    x: [g.batch, ...g.image, g.channels],
    filter: [...g.filter, g.channels, g.outputs],
    y: [g.batch, ...g.out, g.outputs],
  });

  /** Calls `visit(x's place or −1 in the padding, the filter's, y's)` for every product of a convolution. */
  function eachProduct(g: Geometry, visit: (x: number, w: number, y: number) => void): void {
    const { batch, image, channels, outputs, filter, stride, dilation, pad, out } = g;
    for (let b = 0; b < batch; b++)
      for (let h = 0; h < out[0]; h++)
        for (let w = 0; w < out[1]; w++)
          for (let i = 0; i < filter[0]; i++)
            for (let j = 0; j < filter[1]; j++) {
              const row = h * stride[0] + i * dilation[0] - pad[0];
              const column = w * stride[1] + j * dilation[1] - pad[2];
              const inside = row >= 0 && row < image[0] && column >= 0 && column < image[1];
              const pixel = (b * image[0] + row) * image[1] + column;
              for (let c = 0; c < channels; c++)
                for (let o = 0; o < outputs; o++)
                  visit(
                    inside ? pixel * channels + c : -1,
                    ((i * filter[1] + j) * channels + c) * outputs + o,
                    ((b * out[0] + h) * out[1] + w) * outputs + o,
                  );
            }
  }

  function accumulate(length: number): { sums: Exact[]; add: (at: number, term: number) => void } {
    const sums = Array.from({ length }, () => ({ value: 0, size: 0 }));
    return {
      sums,
      add: (at, term) => {
        sums[at]!.value += term;
        sums[at]!.size += Math.abs(term);
      },
    };
  }
  const run = (kernel: string, inputs: Record<string, Values>, attrs: object) =>
    runOn('wasm', kernel, inputs, attrs)[0]!;

  test('Conv2D', () =>
    check(geometry, (g) => {
      const { x: shape, filter, y } = shapesOf(g);
      const [x, w] = [numbers(shape, g.seed, g.special), numbers(filter, g.seed + 1)];
      const { sums, add } = accumulate(sizeOf(y));
      eachProduct(g, (atX, atW, atY) => atX >= 0 && add(atY, x.values[atX]! * w.values[atW]!));
      const result = run('Conv2D', { x, filter: w }, attrsOf(g));
      expect(result.shape).toEqual(y);
      expectWithin(result.values, sums, sizeOf(filter) / g.outputs);
    }));

  test('Conv2DBackpropInput', () =>
    check(geometry, (g) => {
      const { x: inputShape, filter, y } = shapesOf(g);
      const [dy, w] = [numbers(y, g.seed, g.special), numbers(filter, g.seed + 1)];
      const { sums, add } = accumulate(sizeOf(inputShape));
      eachProduct(g, (atX, atW, atY) => atX >= 0 && add(atX, dy.values[atY]! * w.values[atW]!));
      const result = run('Conv2DBackpropInput', { dy, filter: w }, { ...attrsOf(g), inputShape });
      expect(result.shape).toEqual(inputShape);
      expectWithin(result.values, sums, sizeOf(filter) / g.channels);
    }));

  test('Conv2DBackpropFilter', () =>
    check(geometry, (g) => {
      const { x: shape, filter: filterShape, y } = shapesOf(g);
      const [x, dy] = [numbers(shape, g.seed, g.special), numbers(y, g.seed + 1)];
      const { sums, add } = accumulate(sizeOf(filterShape));
      eachProduct(g, (atX, atW, atY) => atX >= 0 && add(atW, x.values[atX]! * dy.values[atY]!));
      const result = run('Conv2DBackpropFilter', { x, dy }, { ...attrsOf(g), filterShape });
      expect(result.shape).toEqual(filterShape);
      // An image's pixels, then the images: no number is in more additions than there are of both.
      expectWithin(result.values, sums, g.out[0] * g.out[1] + g.batch);
    }));

  test('the place of an image in its batch changes no bit of its result', () => {
    const shape = [5, 9, 7, 3];
    const [x, filter] = [numbers(shape, 1), numbers([3, 3, 3, 11], 2)];
    const attrs = { strides: 1, dilations: 1, pad: 'same', dataFormat: 'NHWC' };
    const whole = run('Conv2D', { x, filter }, attrs).values;
    for (let b = 0; b < 5; b++) {
      const alone = { shape: [1, 9, 7, 3], values: x.values.slice(b * 189, (b + 1) * 189) };
      expect(run('Conv2D', { x: alone, filter }, attrs).values).toEqual(whole.slice(b * 693, (b + 1) * 693));
    }
  });
});

describe('averages of windows', () => {
  const pooled = fc
    .record({
      batch: size(2),
      image: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
      channels: size(9),
      window: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      stride: fc.integer({ min: 1, max: 3 }),
      special,
      seed,
    })
    .filter(({ image, window }) => window.every((n, axis) => n <= image[axis]!));
  type Pooled = typeof pooled extends fc.Arbitrary<infer T> ? T : never;
  const sizes = ({ image, window, stride }: Pooled) =>
    [0, 1].map((axis) => Math.floor((image[axis]! - window[axis]!) / stride) + 1) as [number, number];
  const attrs = ({ window, stride }: Pooled) => ({ filterSize: window, strides: stride, pad: 'valid' });

  /** Calls `visit(x's place, y's)` for every number of every window. */
  function eachPlace(g: Pooled, visit: (x: number, y: number) => void): void {
    const [H, W] = sizes(g);
    for (let y = 0; y < g.batch * H * W * g.channels; y++) {
      const [c, w] = [y % g.channels, Math.floor(y / g.channels) % W];
      const [h, b] = [Math.floor(y / g.channels / W) % H, Math.floor(y / g.channels / W / H)];
      for (let i = 0; i < g.window[0]; i++)
        for (let j = 0; j < g.window[1]; j++) {
          const pixel = (b * g.image[0] + h * g.stride + i) * g.image[1] + w * g.stride + j;
          visit(pixel * g.channels + c, y);
        }
    }
  }

  test('AvgPool: within as many roundings as there are numbers in a window', () =>
    check(pooled, (g) => {
      const x = numbers([g.batch, ...g.image, g.channels], g.seed, g.special);
      const count = g.window[0] * g.window[1];
      const exact = Array.from({ length: sizeOf([g.batch, ...sizes(g), g.channels]) }, () => ({
        value: 0,
        size: 0,
      }));
      eachPlace(g, (atX, atY) => {
        exact[atY]!.value += x.values[atX]! / count;
        exact[atY]!.size += Math.abs(x.values[atX]!) / count;
      });
      expectWithin(runOn('wasm', 'AvgPool', { x }, attrs(g))[0]!.values, exact, count);
    }));

  test('AvgPoolGrad: within one rounding more than a pixel has windows', () =>
    check(pooled, (g) => {
      const input = numbers([g.batch, ...g.image, g.channels], 0);
      const dy = numbers([g.batch, ...sizes(g), g.channels], g.seed, g.special);
      const count = g.window[0] * g.window[1];
      const exact = Array.from(input.values, () => ({ value: 0, size: 0 }));
      eachPlace(g, (atX, atY) => {
        exact[atX]!.value += dy.values[atY]! / count;
        exact[atX]!.size += Math.abs(dy.values[atY]!) / count;
      });
      expectWithin(runOn('wasm', 'AvgPoolGrad', { dy, input }, attrs(g))[0]!.values, exact, count + 1);
    }));
});

describe('sums, means and maxima over neighbouring axes', () => {
  const reduced = fc.record({
    outer: size(4),
    n: fc.integer({ min: 1, max: 70 }),
    inner: size(19),
    special,
    seed,
  });
  const run = (kernel: string, x: Values, axisName: string) =>
    runOn('wasm', kernel, { x }, { [axisName]: [1], keepDims: false })[0]!;

  test.each(['Sum', 'Mean'])('%s: one rounding of the float64 sum', (kernel) =>
    check(reduced, ({ outer, n, inner, ...r }) => {
      if (outer * inner === 0) return;
      const x = numbers([outer, n, inner], r.seed, r.special);
      const exact = Array.from({ length: outer * inner }, (_, at) => {
        const [i, o] = [at % inner, Math.floor(at / inner)];
        const { value } = dot(Array.from({ length: n }, (_, k) => [x.values[(o * n + k) * inner + i]!, 1]));
        const result = kernel === 'Mean' ? value / n : value;
        return { value: result, size: Math.abs(result) };
      });
      // 1.001: the float64 sums themselves differ in the last of their 53 digits, and cancel by less than 2²⁰ here.
      expectWithin(run(kernel, x, 'axis').values, exact, 1.001);
    }),
  );

  test('Max is the maximum, NaN where there is one', () =>
    check(reduced, ({ outer, n, inner, ...r }) => {
      if (outer * inner === 0) return;
      const x = numbers([outer, n, inner], r.seed, r.special);
      const exact = Array.from({ length: outer * inner }, (_, at) => {
        const [i, o] = [at % inner, Math.floor(at / inner)];
        return Math.max(...Array.from({ length: n }, (_, k) => x.values[(o * n + k) * inner + i]!));
      });
      expect(run('Max', x, 'reductionIndices').values).toEqual(exact);
    }));
});

describe('functions of one number, in roundings of the result', () => {
  const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  const sigmoid = (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
  const functions: [string, (x: number) => number, number, [number, number]][] = [
    ['Tanh', Math.tanh, 7, [-12, 12]],
    ['Exp', Math.exp, 2, [-87, 88]],
    ['Softplus', softplus, 5, [-87, 40]],
    ['Sigmoid', sigmoid, 4, [-87, 90]],
    ['Relu', (x) => Math.max(x, 0), 0, [-5, 5]],
  ];

  test.each(functions)('%s', (kernel, f, roundings, [low, high]) => {
    const draw = random(3);
    for (const length of [0, 1, 2, 3, 5, 60_000]) {
      const values = Float32Array.from({ length }, (_, i) =>
        i % 3 === 0
          ? (draw.uniform() - 0.5) * 2 ** draw.integer(-20, 2)
          : low + (high - low) * draw.uniform(),
      );
      const exact = Array.from(values, (x) => ({ value: f(x), size: Math.abs(f(x)) }));
      const [y] = runOn('wasm', kernel, { x: { shape: [length], values } }, {});
      expectWithin(y!.values, exact, roundings);
    }
  });

  test.each(functions)('%s at the ends: its limits at ±∞, NaN of NaN', (kernel, f) => {
    const values = Float32Array.of(Infinity, -Infinity, NaN, 0);
    const [y] = runOn('wasm', kernel, { x: { shape: [4], values } }, {});
    expect(y!.values).toEqual(Array.from(values, (x) => Math.fround(f(x))));
  });

  test('tanh is odd, and 1 from 9.02 on', () => {
    const values = Float32Array.of(9.02, 9.5, 1e30, 0.3, 1e-30, 4.2);
    const of = (x: Float32Array) => runOn('wasm', 'Tanh', { x: { shape: [6], values: x } }, {})[0]!.values;
    expect(of(values).slice(0, 3)).toEqual([1, 1, 1]);
    expect(of(values.map((x) => -x))).toEqual(of(values).map((y) => -y));
  });
});

describe('the derivatives of activations and extrema', () => {
  const derivatives: [string, [string, string], (a: number, b: number) => number][] = [
    ['ReluGrad', ['x', 'dy'], (x, dy) => (x > 0 ? dy : 0)],
    ['SigmoidGrad', ['y', 'dy'], (y, dy) => dy * y * (1 - y)],
    ['TanhGrad', ['y', 'dy'], (y, dy) => dy * (1 - y * y)],
  ];

  test.each(derivatives)('%s: within three roundings, 1 − y counted as given', (kernel, [a, b], f) =>
    check(fc.record({ n: size(70), special, seed }), ({ n, ...r }) => {
      const [first, second] = [numbers([n], r.seed, r.special), numbers([n], r.seed + 1, r.special)];
      const [z] = runOn('wasm', kernel, { [a]: first, [b]: second }, {});
      const exact = Array.from(first.values, (v, i) => ({
        value: f(v, second.values[i]!) + 0,
        size: 2 * Math.abs(second.values[i]!),
      }));
      expectWithin(
        z!.values.map((v) => v + 0),
        exact,
        3,
      );
    }),
  );

  test('ExtremumShare: 1/m at each of m maxima, else 0, on wasm and on cpu', async () => {
    await startNodeBackend('cpu');
    const shapes = fc.record({ outer: size(3), n: fc.integer({ min: 1, max: 9 }), inner: size(11), seed });
    check(shapes, ({ outer, n, inner, seed }) => {
      const draw = random(seed);
      const values = Float32Array.from({ length: outer * n * inner }, () => draw.integer(0, 4));
      const best = new Float32Array(outer * inner).fill(-1);
      const count = new Float32Array(outer * inner);
      const place = (at: number) => Math.floor(at / n / inner) * inner + (at % inner);
      values.forEach((v, at) => (best[place(at)] = Math.max(best[place(at)]!, v)));
      values.forEach((v, at) => (count[place(at)]! += Number(v === best[place(at)])));
      const expected = Array.from(values, (v, at) =>
        v === best[place(at)] ? Math.fround(1 / count[place(at)]!) : 0,
      );
      const x = { shape: [outer, n, inner], values };
      const y = { shape: [outer, inner], values: best };
      for (const backend of ['wasm', 'cpu'] as const)
        expect(runOn(backend, 'ExtremumShare', { x, y }, {})[0]!.values).toEqual(expected);
    });
  });
});

describe('UnsortedSegmentSum and GatherV2', () => {
  const segments = fc.record({
    count: size(30),
    inner: size(7),
    segments: fc.integer({ min: 1, max: 5 }),
    special,
    seed,
  });

  test('a segment is the float64 sum of its rows, rounded once', () =>
    check(segments, ({ count, inner, segments: numSegments, ...r }) => {
      const x = numbers([count, inner], r.seed, r.special);
      const draw = random(r.seed);
      const ids = Int32Array.from({ length: count }, () => draw.integer(-1, numSegments + 1));
      const exact = Array.from({ length: numSegments * inner }, (_, at) => {
        let value = 0;
        ids.forEach((id, j) => {
          if (id === Math.floor(at / inner)) value += x.values[j * inner + (at % inner)]!;
        });
        return { value, size: Math.abs(value) };
      });
      const segmentIds: Values = { shape: [count], values: ids, dtype: 'int32' };
      const [y] = runOn('wasm', 'UnsortedSegmentSum', { x, segmentIds }, { numSegments });
      expectWithin(y!.values, exact, 1);
    }));

  test('rows are copied bit for bit, NaN and ∞ among them', () =>
    check(segments, ({ count, inner, segments: rows, ...r }) => {
      const x = numbers([rows, inner], r.seed, 100);
      const draw = random(r.seed);
      const picks = Int32Array.from({ length: count }, () => draw.integer(0, rows));
      const indices: Values = { shape: [count], values: picks, dtype: 'int32' };
      const [y] = runOn('wasm', 'GatherV2', { x, indices }, { axis: 0, batchDims: 0 });
      expect(y!.values).toEqual(
        [...picks].flatMap((row) => [...x.values.slice(row * inner, (row + 1) * inner)]),
      );
    }));
});

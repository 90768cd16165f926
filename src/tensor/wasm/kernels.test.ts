import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { matMul, ones, random, rearrange, reshape, tensor, tidy } from '../index.ts';
import { runOn } from './both-backends.ts';
import type { Outcome, Values } from './both-backends.ts';

beforeAll(async () => {
  await startNodeBackend('cpu');
  expect((await startNodeBackend('wasm')).backend).toBe('wasm');
});

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Numbers in [−1, 1): random, and the same for the same seed. */
function numbers(shape: number[], seed: number): Values {
  const draw = random(seed);
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => 2 * draw.uniform() - 1) };
}

/** As `numbers`, but of few distinct values, so that a window often has several maxima. */
function coarse(shape: number[], seed: number): Values {
  const draw = random(seed);
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => draw.integer(-2, 3)) };
}

/**
 * Two float32 sums of the same n ≤ 500 terms of size ≤ 1 in different orders differ by a few roundings of 6e-8 of a
 * partial sum (≤ √n · 1 for random terms): 1e-5 is ten times that, and far below one term.
 */
const TOLERANCE = 1e-5;

function expectClose(actual: Outcome[], expected: Outcome[], tolerance = TOLERANCE): void {
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  actual.forEach(({ values }, i) => {
    const error = (v: number, right: number) => (Object.is(v, right) ? 0 : Math.abs(v - right));
    const worst = values.reduce((max, v, k) => Math.max(max, error(v, expected[i]!.values[k]!)), 0);
    // Not `worst > …`: NaN must fail too.
    if (!(worst <= tolerance))
      expect.fail(
        `differs by ${worst}: ${values.slice(0, 8).join(' ')} / ${expected[i]!.values.slice(0, 8).join(' ')}`,
      );
  });
}

function expectSame(
  kernel: string,
  inputs: Record<string, Values>,
  attrs: object,
  tolerance = TOLERANCE,
): void {
  expectClose(runOn('wasm', kernel, inputs, attrs), runOn('cpu', kernel, inputs, attrs), tolerance);
}

const check = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void, numRuns = 150): void =>
  fc.assert(fc.property(arbitrary, predicate), { numRuns, seed: 1 });

const small = (max: number) => fc.integer({ min: 1, max });

const padding = fc.oneof(
  fc.constantFrom('same' as const, 'valid' as const),
  fc.integer({ min: 0, max: 2 }),
  fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 2 }))).map(([a, b, c, d]) => [
    [0, 0],
    [a!, b!],
    [c!, d!],
    [0, 0],
  ]),
);

interface Window {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outputs: number;
  readonly filter: [number, number];
  readonly strides: [number, number];
  readonly pad: 'same' | 'valid' | number | number[][];
  readonly dimRoundingMode: 'floor' | 'ceil' | 'round' | undefined;
  readonly seed: number;
}

/** Any window over any image, with every kind of padding and rounding that tfjs lets through. */
const window: fc.Arbitrary<Window> = fc
  .record({
    batch: small(3),
    height: small(9),
    width: small(9),
    channels: small(5),
    filter: fc.tuple(small(4), small(4)),
    strides: fc.tuple(small(3), small(3)),
    pad: padding,
    rounding: fc.constantFrom(undefined, 'floor' as const, 'ceil' as const, 'round' as const),
    outputs: small(9),
    seed: fc.nat(1000),
  })
  .map(({ rounding, ...w }) => ({ ...w, dimRoundingMode: typeof w.pad === 'string' ? undefined : rounding }))
  .filter((w) => outputSize(w).every((n) => n >= 1));

/** tfjs's own rule, written again: with a number as padding it measures the columns with the rows' window and stride. */
function outputSize({ height, width, filter, strides, pad, dimRoundingMode }: Window): [number, number] {
  if (pad === 'same') return [Math.ceil(height / strides[0]), Math.ceil(width / strides[1])];
  if (pad === 'valid')
    return [
      Math.ceil((height - filter[0] + 1) / strides[0]),
      Math.ceil((width - filter[1] + 1) / strides[1]),
    ];
  const round = dimRoundingMode ? Math[dimRoundingMode] : Math.trunc;
  if (typeof pad === 'number')
    return [
      round((height - filter[0] + 2 * pad) / strides[0] + 1),
      round((width - filter[0] + 2 * pad) / strides[0] + 1),
    ];
  const [, rows, columns] = pad as [number[], [number, number], [number, number]];
  return [
    round((height - filter[0] + rows[0] + rows[1]) / strides[0] + 1),
    round((width - filter[1] + columns[0] + columns[1]) / strides[1] + 1),
  ];
}

describe('convolutions on wasm = on cpu, for any stride, padding and rounding', () => {
  const shapes = (w: Window) => {
    const x = [w.batch, w.height, w.width, w.channels];
    return { x, filter: [...w.filter, w.channels, w.outputs], dy: [w.batch, ...outputSize(w), w.outputs] };
  };
  const attrs = ({ strides, pad, dimRoundingMode }: Window) => ({
    strides,
    pad,
    dimRoundingMode,
    dataFormat: 'NHWC',
    dilations: [1, 1],
  });

  test('Conv2D', () =>
    check(window, (w) => {
      const { x, filter } = shapes(w);
      expectSame('Conv2D', { x: numbers(x, w.seed), filter: numbers(filter, w.seed + 1) }, attrs(w));
    }));

  test('Conv2D with dilation', () =>
    check(fc.tuple(window, small(3), small(3)), ([w, a, b]) => {
      const { x, filter } = shapes({ ...w, height: w.height + 9, width: w.width + 9 });
      const options = {
        ...attrs(w),
        strides: [1, 1],
        dilations: [a, b],
        pad: w.pad === 'same' ? 'same' : 'valid',
      };
      expectSame(
        'Conv2D',
        { x: numbers(x, w.seed), filter: numbers(filter, w.seed + 1) },
        { ...options, dimRoundingMode: undefined },
      );
    }));

  test('Conv2DBackpropInput', () =>
    check(window, (w) => {
      const { x, filter, dy } = shapes(w);
      const inputs = { dy: numbers(dy, w.seed), filter: numbers(filter, w.seed + 1) };
      expectSame('Conv2DBackpropInput', inputs, { ...attrs(w), inputShape: x });
    }));

  test('Conv2DBackpropFilter', () =>
    check(window, (w) => {
      const { x, filter, dy } = shapes(w);
      const inputs = { x: numbers(x, w.seed), dy: numbers(dy, w.seed + 1) };
      expectSame('Conv2DBackpropFilter', inputs, { ...attrs(w), filterShape: filter });
    }));

  /** A window that spreads, which tfjs lets through at stride 1 only, over an image that it fits into. */
  const dilated = fc
    .record({ window, rows: small(3), columns: small(3) })
    .map(({ window: w, rows, columns }) => {
      const filter: [number, number] = [(w.filter[0] - 1) * rows + 1, (w.filter[1] - 1) * columns + 1];
      const wide = {
        ...w,
        height: w.height + 9,
        width: w.width + 9,
        strides: [1, 1] as [number, number],
        filter,
      };
      return { w, dilations: [rows, columns] as [number, number], wide };
    });

  test('with dilation: Conv2DBackpropInput', () =>
    check(dilated, ({ w, dilations, wide }) => {
      const { x, dy } = shapes(wide);
      const filter = [...w.filter, w.channels, w.outputs];
      const inputs = { dy: numbers(dy, w.seed), filter: numbers(filter, w.seed + 1) };
      expectSame('Conv2DBackpropInput', inputs, { ...attrs(wide), dilations, inputShape: x });
    }));

  test('with dilation: Conv2DBackpropFilter', () =>
    check(dilated, ({ w, dilations, wide }) => {
      const { x, dy } = shapes(wide);
      const inputs = { x: numbers(x, w.seed), dy: numbers(dy, w.seed + 1) };
      // Up to 3 · 22² terms: √1452 roundings of 6e-8 of partial sums up to about 40 are 1e-4.
      const options = { ...attrs(wide), dilations, filterShape: [...w.filter, w.channels, w.outputs] };
      expectSame('Conv2DBackpropFilter', inputs, options, 1e-4);
    }));

  test('Conv2DBackpropFilter in several chunks', () => {
    const inputs = { x: numbers([9, 33, 31, 12], 1), dy: numbers([9, 33, 31, 3], 2) };
    const options = { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape: [3, 3, 12, 3] };
    // 9,207 terms, partial sums up to about 100: √9207 roundings of 6e-8 · 100 are 6e-4.
    expectSame('Conv2DBackpropFilter', inputs, options, 1e-3);
  });
});

test('broken twins: a padding off by one, a transpose forgotten, a stride ignored are caught', () => {
  const conv = { strides: 1, dilations: 1, dataFormat: 'NHWC' };
  const [x, filter] = [numbers([1, 5, 5, 2], 1), numbers([3, 3, 2, 2], 2)];
  const pads = ([top, bottom]: [number, number]) => [
    [0, 0],
    [top, bottom],
    [1, 1],
    [0, 0],
  ];
  const shifted = runOn('wasm', 'Conv2D', { x, filter }, { ...conv, pad: pads([0, 2]) });
  const right = runOn('cpu', 'Conv2D', { x, filter }, { ...conv, pad: pads([1, 1]) });
  expect(() => expectClose(shifted, right)).toThrow(/differs by/);

  const [a, b] = [numbers([4, 4], 1), numbers([4, 4], 2)];
  const forgotten = runOn('wasm', 'BatchMatMul', { a, b }, {});
  expect(() => expectClose(forgotten, runOn('cpu', 'BatchMatMul', { a, b }, { transposeA: true }))).toThrow(
    /differs by/,
  );

  const dy = numbers([1, 5, 5, 2], 3);
  const backward = (backend: 'wasm' | 'cpu', strides: number, inputShape: number[]) =>
    runOn(backend, 'Conv2DBackpropInput', { dy, filter }, { ...conv, strides, pad: 'same', inputShape });
  expect(() => expectClose(backward('wasm', 1, [1, 5, 5, 2]), backward('cpu', 2, [1, 9, 9, 2]))).toThrow();
});

describe('depthwise convolutions on wasm = on cpu', () => {
  const shapes = (w: Window) => {
    const multiplier = 1 + (w.outputs % 3);
    return {
      x: [w.batch, w.height, w.width, w.channels],
      filter: [...w.filter, w.channels, multiplier],
      dy: [w.batch, ...outputSize(w), w.channels * multiplier],
    };
  };
  const attrs = ({ strides, pad, dimRoundingMode }: Window) => ({
    strides,
    pad,
    dimRoundingMode,
    dilations: [1, 1],
  });

  test('DepthwiseConv2dNative', () =>
    check(window, (w) => {
      const { x, filter } = shapes(w);
      expectSame(
        'DepthwiseConv2dNative',
        { x: numbers(x, w.seed), filter: numbers(filter, w.seed + 1) },
        attrs(w),
      );
    }));

  test('DepthwiseConv2dNativeBackpropInput', () =>
    check(window, (w) => {
      const { x, filter, dy } = shapes(w);
      const inputs = { dy: numbers(dy, w.seed), filter: numbers(filter, w.seed + 1) };
      expectSame('DepthwiseConv2dNativeBackpropInput', inputs, { ...attrs(w), inputShape: x });
    }));

  test('DepthwiseConv2dNativeBackpropFilter', () =>
    check(window, (w) => {
      const { x, filter, dy } = shapes(w);
      const inputs = { x: numbers(x, w.seed), dy: numbers(dy, w.seed + 1) };
      expectSame('DepthwiseConv2dNativeBackpropFilter', inputs, { ...attrs(w), filterShape: filter });
    }));

  test.each([1, 2, 3])('with dilation %i in rows', (rows) =>
    check(
      fc.tuple(window, small(3)),
      ([w, columns]) => {
        const multiplier = 1 + (w.outputs % 3);
        const wide = { ...w, height: w.height + 9, width: w.width + 9, strides: [1, 1] as [number, number] };
        const filter = [(w.filter[0] - 1) * rows + 1, (w.filter[1] - 1) * columns + 1] as [number, number];
        const { x, dy } = shapes({ ...wide, filter });
        const weights = [...w.filter, w.channels, multiplier];
        const options = { ...attrs(wide), dilations: [rows, columns] };
        const [a, b, c] = [numbers(x, w.seed), numbers(weights, w.seed + 1), numbers(dy, w.seed + 2)];
        expectSame('DepthwiseConv2dNativeBackpropInput', { dy: c, filter: b }, { ...options, inputShape: x });
        const inputs = { x: a, dy: c };
        expectSame('DepthwiseConv2dNativeBackpropFilter', inputs, { ...options, filterShape: weights }, 1e-4);
      },
      60,
    ),
  );
});

describe('pooling on wasm = on cpu', () => {
  const attrs = ({ filter, strides, pad, dimRoundingMode }: Window) => ({
    filterSize: filter,
    strides,
    pad,
    dimRoundingMode,
  });
  /** tfjs pools where every window has a pixel; a wider padding is undefined. */
  const pools = window.filter((w) => {
    const [pad, [kh, kw]] = [w.pad, w.filter];
    if (typeof pad === 'number') return pad < Math.min(kh, kw);
    return typeof pad === 'string' || (Math.max(...pad[1]!) < kh && Math.max(...pad[2]!) < kw);
  });

  test('MaxPool', () =>
    check(pools, (w) => {
      const x = numbers([w.batch, w.height, w.width, w.channels], w.seed);
      expectSame('MaxPool', { x }, attrs(w), 0);
    }));

  test('AvgPool', () =>
    check(pools, (w) => {
      const x = numbers([w.batch, w.height, w.width, w.channels], w.seed);
      expectSame('AvgPool', { x }, attrs(w));
    }));

  test('MaxPoolGrad, ties included', () =>
    check(
      fc
        .oneof(
          pools,
          pools.map(
            (w) =>
              ({ ...w, filter: [2, 2], strides: [2, 2], pad: 'valid', dimRoundingMode: undefined }) as Window,
          ),
        )
        .filter((w) => outputSize(w).every((n) => n >= 1)),
      (w) => {
        const input = coarse([w.batch, w.height, w.width, w.channels], w.seed);
        const [output] = runOn('cpu', 'MaxPool', { x: input }, attrs(w));
        if (!output!.values.every(Number.isFinite)) return; // a window outside the image, which the forward pass refuses
        const y = { shape: output!.shape, values: Float32Array.from(output!.values) };
        expectSame('MaxPoolGrad', { dy: numbers(output!.shape, w.seed), input, output: y }, attrs(w));
      },
    ));

  test('AvgPoolGrad', () =>
    check(pools, (w) => {
      const options = { ...attrs(w), dimRoundingMode: undefined };
      const input = numbers([w.batch, w.height, w.width, w.channels], w.seed);
      const dy = numbers([w.batch, ...outputSize({ ...w, dimRoundingMode: undefined }), w.channels], w.seed);
      if (sizeOf(dy.shape) > 0) expectSame('AvgPoolGrad', { dy, input }, options);
    }));
});

describe('BatchMatMul on wasm = on cpu', () => {
  const matrices = fc.record({
    m: small(40),
    k: small(40),
    n: small(40), // prettier-ignore
    outer: fc.array(small(3), { maxLength: 2 }),
    broadcast: fc.constantFrom('none', 'a', 'b', 'rank of a', 'rank of b'),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    seed: fc.nat(1000),
  });

  test('any sizes, transposes and broadcasts', () =>
    check(matrices, ({ m, k, n, outer, broadcast, transposeA, transposeB, seed }) => {
      const batch = (operand: string) =>
        broadcast === operand
          ? outer.map(() => 1)
          : broadcast === `rank of ${operand}`
            ? outer.slice(1)
            : outer;
      const a = numbers([...batch('a'), ...(transposeA ? [k, m] : [m, k])], seed);
      const b = numbers([...batch('b'), ...(transposeB ? [n, k] : [k, n])], seed + 1);
      expectSame('BatchMatMul', { a, b }, { transposeA, transposeB });
    }));

  test('a right operand may be read in two shapes', () => {
    tidy(() => {
      const b = tensor(numbers([3, 4], 1).values, [3, 4]);
      const product = (shape: [number, number]) =>
        Array.from(matMul(ones([1, shape[0]]), reshape(b, shape)).dataSync());
      expect(product([3, 4])).toHaveLength(4);
      const sums = Array.from({ length: 6 }, (_, i) => b.dataSync()[i]! + b.dataSync()[6 + i]!);
      product([2, 6]).forEach((v, i) => expect(v).toBeCloseTo(sums[i]!, 6));
    });
  });

  test('inner sizes that differ are named', () => {
    const inputs = { a: numbers([2, 3], 1), b: numbers([2, 3], 1) };
    expect(() => runOn('wasm', 'BatchMatMul', inputs, {})).toThrow(
      /inner sizes 3 and 2 of shapes \[2, 3\] and \[2, 3\]/,
    );
  });
});

describe('what moves or sums memory: on wasm = on cpu', () => {
  const shape = fc.array(small(5), { minLength: 1, maxLength: 5 });
  const shapeAndAxis = shape.chain((s) =>
    fc.tuple(fc.constant(s), fc.integer({ min: -s.length, max: s.length - 1 })),
  );
  const exactly = 0;

  test('GatherV2', () =>
    check(
      fc.tuple(shapeAndAxis, fc.array(fc.nat(100), { minLength: 1, maxLength: 40 })),
      ([[s, axis], picks]) => {
        const values = Int32Array.from(picks, (pick) => pick % s.at(axis)!);
        const indices: Values = { shape: [values.length], values, dtype: 'int32' };
        expectSame('GatherV2', { x: numbers(s, 1), indices }, { axis, batchDims: 0 }, exactly);
      },
    ));

  test('GatherV2 refuses an index that is out of range', () => {
    const indices: Values = { shape: [1], values: Int32Array.of(3), dtype: 'int32' };
    const gather = () =>
      runOn('wasm', 'GatherV2', { x: numbers([3, 2], 1), indices }, { axis: 0, batchDims: 0 });
    expect(gather).toThrow(/index 3 is not in \[0, 2\] along axis 0 of shape \[3, 2\]/);
  });

  test('Slice', () =>
    check(
      shape.chain((s) => fc.tuple(fc.constant(s), ...s.map((n) => fc.tuple(fc.nat(n - 1), small(n))))),
      ([s, ...cuts]) => {
        const begin = (cuts as [number, number][]).map(([b]) => b);
        const size = (cuts as [number, number][]).map(([b, n], i) =>
          n === s[i] ? -1 : Math.min(n, s[i]! - b),
        );
        expectSame('Slice', { x: numbers(s, 1) }, { begin, size }, exactly);
      },
    ));

  test('SplitV', () =>
    check(shapeAndAxis, ([s, axis]) => {
      const n = s.at(axis)!;
      for (const numOrSizeSplits of [n, [1, n - 1], [n, 0], 1])
        expectSame('SplitV', { x: numbers(s, 1) }, { numOrSizeSplits, axis }, exactly);
    }));

  const parts = fc.tuple(shapeAndAxis, fc.array(small(4), { minLength: 1, maxLength: 4 }));

  test('Concat', () =>
    check(parts, ([[s, axis], sizes]) => {
      const at = (axis + s.length) % s.length;
      const inputs = Object.fromEntries(sizes.map((n, i) => [i, numbers(s.with(at, n), i)]));
      expectSame('Concat', inputs, { axis }, exactly);
    }));

  test('Pack', () =>
    check(parts, ([[s, axis], sizes]) => {
      const inputs = Object.fromEntries(sizes.map((_, i) => [i, numbers(s, i)]));
      expectSame('Pack', inputs, { axis: (axis + s.length) % s.length }, exactly);
    }));

  test('Unpack', () =>
    check(shapeAndAxis, ([s, axis]) => expectSame('Unpack', { value: numbers(s, 1) }, { axis }, exactly)));

  test('Tile', () =>
    check(
      shape.chain((s) => fc.tuple(fc.constant(s), fc.tuple(...s.map(() => small(4))))),
      ([s, reps]) => expectSame('Tile', { x: numbers(s, 1) }, { reps }, exactly),
    ));

  test('Tile of long runs', () => expectSame('Tile', { x: numbers([3, 50], 1) }, { reps: [2, 3] }, exactly));

  test('Sum', () =>
    check(fc.tuple(shape, fc.nat(31), fc.boolean()), ([s, mask, keepDims]) => {
      const axis = s.flatMap((_, i) => (mask & (1 << i) ? [i] : []));
      if (axis.length > 0) expectSame('Sum', { x: numbers(s, 1) }, { axis, keepDims });
    }));

  test('UnsortedSegmentSum; ids out of range count nowhere', () =>
    check(fc.tuple(small(20), small(5), small(4), small(4)), ([n, inner, numSegments, seed]) => {
      const draw = random(seed);
      const ids = Int32Array.from({ length: n }, () => draw.integer(-1, numSegments + 1));
      const segmentIds: Values = { shape: [n], values: ids, dtype: 'int32' };
      expectSame('UnsortedSegmentSum', { x: numbers([n, inner], seed), segmentIds }, { numSegments });
    }));
});

describe('Rearrange', () => {
  const trial = fc
    .record({
      rows: small(5),
      channels: small(3),
      run: small(9),
      copies: small(4),
      places: small(6),
      seed: fc.nat(99),
    })
    .map(({ rows, channels, run, copies, places, seed }) => {
      const draw = random(seed);
      const sources = Int32Array.from({ length: copies * places }, () => draw.integer(0, rows));
      return { x: numbers([rows, channels, run], seed), sources, copies, places };
    });

  test('y[p, c, g, o] = x[sources[g·P + p], c, o] on both backends', () =>
    check(trial, ({ x, sources, copies, places }) => {
      const [, channels, run] = x.shape as [number, number, number];
      const expected = new Float32Array(places * channels * copies * run);
      for (let at = 0; at < expected.length; at++) {
        const [o, g] = [at % run, Math.floor(at / run) % copies];
        const [c, p] = [Math.floor(at / run / copies) % channels, Math.floor(at / run / copies / channels)];
        expected[at] = x.values[(sources[g * places + p]! * channels + c) * run + o]!;
      }
      const right = [{ shape: [places, channels, copies, run], values: Array.from(expected) }];
      for (const backend of ['wasm', 'cpu'] as const)
        expectClose(runOn(backend, 'Rearrange', { x }, { sources, copies }), right, 0);
    }));

  test('⟨Rearrange x, y⟩ = ⟨x, RearrangeGrad y⟩, and another order of the sources breaks it', () => {
    const inner = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, v, i) => sum + v * b[i]!, 0);
    check(trial, ({ x, sources, copies }) => {
      const attrs = { sources, copies, rows: x.shape[0] };
      const y = runOn('wasm', 'Rearrange', { x }, attrs)[0]!;
      const probe = numbers(y.shape, 7);
      const back = runOn('wasm', 'RearrangeGrad', { x: probe }, attrs)[0]!;
      expect(back.shape).toEqual(x.shape);
      // Up to 648 products of size ≤ 1, rounded once in each of at most 24 additions.
      expect(Math.abs(inner(y.values, probe.values) - inner(x.values, back.values))).toBeLessThan(1e-4);
    });
    const x = numbers([2, 1, 1], 1);
    const attrs = { sources: Int32Array.of(0, 1, 1), copies: 1, rows: 2 };
    const y = runOn('wasm', 'Rearrange', { x }, attrs)[0]!;
    const wrong = { ...attrs, sources: Int32Array.of(1, 0, 1) };
    const back = runOn('wasm', 'RearrangeGrad', { x: numbers([3, 1, 1, 1], 7) }, wrong)[0]!;
    expect(Math.abs(inner(y.values, numbers([3], 7).values) - inner(x.values, back.values))).toBeGreaterThan(
      1e-2,
    );
  });

  test('a row out of range is named', () =>
    tidy(() => {
      expect(() => rearrange(ones([2, 1, 1]), Int32Array.of(0, 2), 1)).toThrow(
        /row 2 is not in \[0, 1\] of \[2, 1, 1\]/,
      );
      expect(() => rearrange(ones([2, 1, 1]), Int32Array.of(0, 1, 1), 2)).toThrow(/3 sources.*2 copies/);
    }));
});

test.each(['Add', 'Sub', 'Multiply'])(
  '%s of a tensor and a row of it, either way round, bit for bit',
  (kernel) =>
    check(
      fc.record({
        outer: fc.array(small(4), { maxLength: 3 }),
        row: fc.array(small(6), { minLength: 1, maxLength: 2 }),
        ones: fc.boolean(),
        swapped: fc.boolean(),
        seed: fc.nat(99),
      }),
      ({ outer, row, ones: padded, swapped, seed }) => {
        const whole = numbers([...outer, ...row], seed);
        const part = numbers([...(padded ? outer.map(() => 1) : []), ...row], seed + 1);
        const [a, b] = swapped ? [part, whole] : [whole, part];
        expectSame(kernel, { a, b }, {}, 0);
      },
    ),
);

describe('Einsum on wasm = on cpu', () => {
  const sizes: Record<string, number> = { a: 2, b: 3, c: 1, d: 4, e: 5, f: 2 };
  const names = Object.keys(sizes);
  const shapeOf = (indices: string): number[] => [...indices].map((name) => sizes[name]!);
  const indices = (min: number) =>
    fc.shuffledSubarray(names, { minLength: min, maxLength: 4 }).map((some) => some.join(''));
  const operands = fc.oneof(fc.tuple(indices(1)), fc.tuple(indices(1), indices(1)));
  const equation = operands.chain((terms) =>
    fc.shuffledSubarray([...new Set(terms.join(''))]).map((result) => ({ terms, result: result.join('') })),
  );
  /**
   * tfjs's cpu kernel is right where every summed index stands in both operands, and there is one: it gives 'ab,c->ac' and
   * 'ab,ac->a' wrong shapes. (einsum.test.ts has the others, against brute force.)
   */
  const right = equation.filter(({ terms, result }) => {
    const summed = [...terms.join('')].filter((name) => !result.includes(name));
    if (terms.length === 1) return true;
    return summed.length > 0 && summed.every((name) => terms.every((term) => term.includes(name)));
  });

  test('random equations of one and two operands', () =>
    check(right, ({ terms, result }) => {
      const inputs = Object.fromEntries(terms.map((term, i) => [i, numbers(shapeOf(term), i + 1)]));
      expectSame('Einsum', inputs, { equation: `${terms.join(',')}->${result}` });
    }));
});

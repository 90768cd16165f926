/** Sizes, strides and padding of the wasm backend's convolutions and poolings. */
import { backend_util } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { RunStep } from './kernel.ts';

type Shape4D = [number, number, number, number];

interface GeometryAttrs {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: number | [number, number];
}

/** The geometry of a convolution from its shapes and attributes. */
export function convolution(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: NamedAttrMap,
  depthwise = false,
): backend_util.Conv2DInfo {
  const { strides, pad, dimRoundingMode, dataFormat, dilations } = attrs as unknown as GeometryAttrs;
  if (dataFormat === 'NCHW') throw new Error("The wasm backend convolves 'NHWC' only. Transpose the input.");
  return backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
  );
}

/** The geometry of a pooling from its input's shape and attributes. */
export function pooling(inputShape: readonly number[], attrs: NamedAttrMap): backend_util.Conv2DInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as GeometryAttrs;
  return backend_util.computePool2DInfo(inputShape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
}

/** The output size that XNNPACK will find by itself (it always rounds down). */
const natural = (size: number, padding: number, window: number, stride: number): number =>
  Math.floor((size + padding - window) / stride) + 1;

/**
 * Whether XNNPACK will write an output of the size that tfjs allocates. It does not for dimRoundingMode 'ceil' and
 * 'round', nor where tfjs applies the row's window and stride to the columns (a number as padding, window not square):
 * it would then leave memory unwritten or write past its end.
 */
export function agreesWithXnnpack(g: backend_util.Conv2DInfo): boolean {
  const { padInfo: p } = g;
  return (
    natural(g.inHeight, p.top + p.bottom, g.effectiveFilterHeight, g.strideHeight) === g.outHeight &&
    natural(g.inWidth, p.left + p.right, g.effectiveFilterWidth, g.strideWidth) === g.outWidth
  );
}

/**
 * Whether a convolution with padding 'same' leaves the last pixels of an axis out, because its strides jump over them.
 * XNNPACK counts the padding itself in that mode; here its count falls below zero, and its result is 0.
 */
export function sameLeavesPixelsOut(g: backend_util.Conv2DInfo): boolean {
  const rows = (g.outHeight - 1) * g.strideHeight + g.effectiveFilterHeight;
  const columns = (g.outWidth - 1) * g.strideWidth + g.effectiveFilterWidth;
  return g.padInfo.type === 'SAME' && (rows < g.inHeight || columns < g.inWidth);
}

/** Puts `before` zeros in front of each spatial axis of x [B, H, W, C], then cuts or fills with zeros to `size`. */
export function fitSpatial(
  run: RunStep,
  x: TensorInfo,
  before: readonly [number, number],
  size: readonly [number, number],
): TensorInfo {
  const [batch, height, width, channels] = x.shape as Shape4D;
  const sides = [height, width].map((n, i) => {
    const [front, whole] = [before[i]!, size[i]!];
    const begin = Math.max(0, -front);
    const end = Math.min(n, whole - front);
    return {
      begin,
      count: Math.max(0, end - begin),
      front: Math.max(0, front),
      behind: Math.max(0, whole - front - n),
    };
  });
  const [rows, columns] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const cut = rows.count < height || columns.count < width;
  const kept = cut
    ? run(
        'Slice',
        { x },
        { begin: [0, rows.begin, columns.begin, 0], size: [batch, rows.count, columns.count, channels] },
      )
    : x;
  if (rows.front + rows.behind + columns.front + columns.behind === 0) return kept;
  const paddings = [
    [0, 0],
    [rows.front, rows.behind],
    [columns.front, columns.behind],
    [0, 0],
  ];
  return run('PadV2', { x: kept }, { paddings, constantValue: 0 });
}

/** What a kernel of XNNPACK needs to be told of a convolution whose input already has the right size. */
export const exactFit = (strides: readonly number[], dilations: readonly number[]) => ({
  strides,
  dilations,
  pad: 'valid',
  dataFormat: 'NHWC',
});

import type { backend_util } from '@tensorflow/tfjs-core';
import { convolution } from './convolution-geometry.ts';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule, withScratch } from './own-module.ts';

/** The frame that the windows of a convolution need, whose corner is (−top, −left) of the image. */
const frameOf = (g: backend_util.Conv2DInfo) => ({
  rows: (g.outHeight - 1) * g.strideHeight + g.effectiveFilterHeight,
  columns: (g.outWidth - 1) * g.strideWidth + g.effectiveFilterWidth,
});

/** Floats of `rows` rows in panels of eight of so many columns. */
const packedSize = (rows: number, columns: number): number => rows * 8 * Math.ceil(columns / 8);

/** Floats that a convolution's kernel needs: the filter in panels, the windows of four pixels, and an image in its frame. */
const scratchSize = (terms: number, outputs: number, framed: number): number =>
  packedSize(terms, outputs) + 4 * terms + framed + 48;

/** y = x ⋆ filter, for every geometry that tfjs allows, whatever the rounding, padding and dilation. */
export const conv2D: WasmKernel = ({ x, filter }, attrs, backend) => {
  const g = convolution(x!.shape, filter!.shape, attrs);
  const y = backend.makeOutput(g.outShape, 'float32');
  if (sizeOf(g.outShape) === 0) return y;
  const { rows, columns } = frameOf(g);
  const taps = g.filterHeight * g.filterWidth;
  const scratch = scratchSize(taps * g.inChannels, g.outChannels, rows * columns * g.inChannels);
  withScratch(backend, scratch, (address) =>
    ownModule(backend).convolve(
      ...[g.batchSize, g.inHeight, g.inWidth, g.inChannels, addressOf(backend, x!)],
      ...[g.padInfo.top, g.padInfo.left, 1, 1, rows, columns],
      ...[g.filterHeight, g.filterWidth, g.outChannels, addressOf(backend, filter!)],
      ...[g.strideHeight, g.strideWidth, g.dilationHeight, g.dilationWidth],
      ...[g.outHeight, g.outWidth, addressOf(backend, y), address],
    ),
  );
  return y;
};

/**
 * dL/dx of conv2d is a convolution itself, at stride 1 and the same dilation: of dy, spread by the stride, with the filter
 * turned by 180° and its channel axes exchanged. An input pixel is reached from (k − 1)·d − p pixels before it on.
 */
export const conv2DBackpropInput: WasmKernel = ({ dy, filter }, attrs, backend) => {
  const g = convolution(attrs['inputShape'] as number[], filter!.shape, attrs);
  const dx = backend.makeOutput(g.inShape, 'float32');
  if (sizeOf(g.inShape) === 0) return dx;
  const [beyondRows, beyondColumns] = [g.effectiveFilterHeight - 1, g.effectiveFilterWidth - 1];
  const [rows, columns] = [g.inHeight + beyondRows, g.inWidth + beyondColumns];
  const taps = g.filterHeight * g.filterWidth;
  const turned = sizeOf(filter!.shape);
  const scratch = scratchSize(taps * g.outChannels, g.inChannels, rows * columns * g.outChannels);
  const own = ownModule(backend);
  withScratch(backend, turned + scratch, (address) => {
    own.turnFilter(taps, g.inChannels, g.outChannels, addressOf(backend, filter!), address);
    own.convolve(
      ...[g.batchSize, g.outHeight, g.outWidth, g.outChannels, addressOf(backend, dy!)],
      ...[beyondRows - g.padInfo.top, beyondColumns - g.padInfo.left, g.strideHeight, g.strideWidth],
      ...[rows, columns, g.filterHeight, g.filterWidth, g.inChannels, address, 1, 1],
      ...[g.dilationHeight, g.dilationWidth, g.inHeight, g.inWidth],
      ...[addressOf(backend, dx), address + 4 * turned],
    );
  });
  return dx;
};

/** dL/dw of conv2d: dw[i, j, c, o] = Σ x[b, h·s + i·d − p, w·s′ + j·d′ − p′, c] · dy[b, h, w, o] over b, h, w. */
export const conv2DBackpropFilter: WasmKernel = ({ x, dy }, attrs, backend) => {
  const filterShape = attrs['filterShape'] as number[];
  const g = convolution(x!.shape, filterShape, attrs);
  const dw = backend.makeOutput(filterShape, 'float32');
  if (sizeOf(filterShape) === 0) return dw;
  const { rows, columns } = frameOf(g);
  const packed = packedSize(g.outHeight * g.outWidth, g.outChannels);
  withScratch(backend, packed + rows * columns * g.inChannels + 48, (address) =>
    ownModule(backend).filterGradient(
      ...[g.batchSize, g.inHeight, g.inWidth, g.inChannels, addressOf(backend, x!)],
      ...[g.padInfo.top, g.padInfo.left, rows, columns],
      ...[g.filterHeight, g.filterWidth, g.outChannels, addressOf(backend, dw)],
      ...[g.strideHeight, g.strideWidth, g.dilationHeight, g.dilationWidth],
      ...[g.outHeight, g.outWidth, addressOf(backend, dy!), address],
    ),
  );
  return dw;
};

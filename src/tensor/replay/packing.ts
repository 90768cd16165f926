/**
 * XNNPACK packs the weights of a product or convolution once, and keeps them under the tensor's id. A step replayed in
 * the same memory gives other weights the same id, so what was packed has to be forgotten first.
 */
import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';

const PACKING: ReadonlySet<string> = new Set([
  'BatchMatMul',
  '_FusedMatMul',
  'Conv2D',
  'FusedConv2D',
  'DepthwiseConv2dNative',
  'FusedDepthwiseConv2D',
  'Prelu',
]);

/** Whether a call may pack weights. */
export const packsWeights = ({ name }: Call): boolean => PACKING.has(name);

/** Has the module forget what it derived from a tensor's former values. */
export function renew({ wasm }: Machine, id: number, size: number, address: number): void {
  wasm.tfjs.disposeData(id);
  wasm.tfjs.registerTensor(id, size, address);
}

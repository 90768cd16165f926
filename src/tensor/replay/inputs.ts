import { engine, Tensor } from '@tensorflow/tfjs-core';
import { bytesPerElement, forgetData, sizeOf } from './machine.ts';
import type { Entry, Machine } from './machine.ts';

/** Where a recorded step finds a tensor of the batch: always in the same place. */
export interface Input {
  readonly entry: Entry;
  readonly bytes: number;
  /** The place as a tensor. Nobody disposes it. */
  readonly tensor: Tensor;
}

/** Makes places for the tensors of a batch, filled with their values; to be called in a tidy. */
export function makeInputs(machine: Machine, tensors: readonly Tensor[]): Input[] {
  return tensors.map(({ dataId, shape, dtype }) => {
    const copy = engine().makeTensor(machine.readSync(dataId), [...shape], dtype);
    machine.incRef(copy.dataId); // the tidy disposes the tensor, and the place stays
    return {
      entry: machine.dataIdMap.get(copy.dataId),
      bytes: sizeOf(shape) * bytesPerElement(dtype)!,
      tensor: new Tensor([...shape] as [number], dtype, copy.dataId, copy.id),
    };
  });
}

/** Copies the values of another batch of the same form to its places. */
export function fillInputs(machine: Machine, inputs: readonly Input[], tensors: readonly Tensor[]): void {
  const { HEAPU8 } = machine.wasm;
  for (let i = 0; i < inputs.length; i++) {
    const { entry, bytes } = inputs[i]!;
    const from = machine.dataIdMap.get(tensors[i]!.dataId).memoryOffset;
    HEAPU8.copyWithin(entry.memoryOffset, from, from + bytes);
  }
}

export function freeInputs(machine: Machine, inputs: readonly Input[]): void {
  for (const { tensor } of inputs) if (machine.disposeData(tensor.dataId)) forgetData(machine, tensor.dataId);
}

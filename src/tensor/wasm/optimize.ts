/** The optimizers' updates in place; src/tensor/optimizer-kernels.ts defines them, and these give the same bits. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from './kernel.ts';
import type { WasmBackend, WasmSplitter } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';
import type { OwnModule } from './own-module.ts';

/** XNNPACK packs the weights of a depthwise convolution once per tensor id. Registering the tensor again drops those. */
function renew(backend: WasmBackend, parameter: TensorInfo): void {
  const { id, memoryOffset } = backend.dataIdMap.get(parameter.dataId);
  backend.wasm.tfjs.disposeData(id);
  backend.wasm.tfjs.registerTensor(id, sizeOf(parameter.shape), memoryOffset);
}

const updating =
  (
    names: readonly string[],
    update: (own: OwnModule, at: number[], attrs: Readonly<Record<string, number>>) => void,
  ): WasmSplitter =>
  (inputs, attrs, backend) => {
    const parameter = inputs['parameter']!;
    renew(backend, parameter);
    const at = ['parameter', 'gradient', ...names].map((name) => addressOf(backend, inputs[name]!));
    update(ownModule(backend), [sizeOf(parameter.shape), ...at], attrs as unknown as Record<string, number>);
    return []; // nothing new: the parameter is its own result
  };

export const sgdStep = updating([], (own, at, attrs) => own.updateSgd(...at, attrs['learningRate']!));

export const momentumStep = updating(['velocity'], (own, at, attrs) =>
  own.updateMomentum(...at, attrs['learningRate']!, attrs['momentum']!),
);

export const adamStep = updating(['first', 'second'], (own, at, attrs) =>
  own.updateAdam(
    ...[...at, attrs['learningRate']! / attrs['correction1']!],
    ...[attrs['beta1']!, attrs['beta2']!, attrs['epsilon']!, attrs['correction2']!],
  ),
);

/** A step that was recorded: its program, and what goes in and comes out. */
import { Tensor } from '@tensorflow/tfjs-core';
import { breathe } from '../breathe.ts';
import { compile } from './compile.ts';
import { fillInputs, freeInputs } from './inputs.ts';
import type { Input } from './inputs.ts';
import { forgetData, sizeOf } from './machine.ts';
import type { Machine } from './machine.ts';
import type { Arena, Trace } from './trace.ts';

/** What one step computes: the loss, and its gradients in the order of the parameters. */
export interface Evaluation {
  readonly value: Tensor;
  readonly gradients: readonly Tensor[];
}

/** The memory of a recording, in one piece. */
export interface Ground extends Arena {
  readonly address: number;
  readonly bytes: number;
}

export interface Recording {
  /** Copies a batch in, whose tensors have the shapes and types of those that were recorded. */
  fill(batch: readonly Tensor[]): void;
  /** Loss and gradients, at the batch filled in and the parameters as they are. */
  run(): void;
  /** The same, letting the event loop turn every 12 ms. Nothing is changed when it throws the signal's reason. */
  runBreathing(signal: AbortSignal | undefined): Promise<void>;
  loss(): number;
  /** The gradients' memory, which the next run writes anew. Nobody disposes them. */
  readonly gradients: readonly Tensor[];
  /** Whether all that the step reads from outside is still where it was. */
  intact(): boolean;
  /** Calls into wasm a step. */
  readonly calls: number;
  /** Kernels of a step that compute in JavaScript. */
  readonly kernels: readonly string[];
  readonly bytes: number;
  dispose(): void;
}

/** Frees the memory of a recording, and has everybody forget what lies there. */
export function freeGround(machine: Machine, { pinned, ids, address }: Ground): void {
  for (const dataId of pinned) {
    machine.dataIdMap.delete(dataId); // not disposeData, which would free a piece of the whole
    forgetData(machine, dataId);
  }
  for (const id of ids.keys()) machine.wasm.tfjs.disposeData(id);
  machine.wasm._free(address);
}

/** Makes a recording of a step that was traced on its ground; `outside` is what it reads and neither made nor was given. */
export function makeRecording(
  machine: Machine,
  trace: Trace<Evaluation>,
  { inputs, outside, ground }: { inputs: readonly Input[]; outside: readonly object[]; ground: Ground },
): Recording {
  const { wasm } = machine;
  const fed = inputs.map(
    ({ entry }) => [entry.id, { size: sizeOf(entry.shape), address: entry.memoryOffset }] as const,
  );
  const { instructions, calls, kernels, bytes } = compile(machine, trace, new Map([...ground.ids, ...fed]));
  const { value, gradients } = trace.result;
  const lossAt = machine.dataIdMap.get(value.dataId).memoryOffset / 4;
  let disposed = false;
  const places = outside.map((dataId) => ({ dataId, address: machine.dataIdMap.get(dataId).memoryOffset }));

  return {
    fill: (batch) => {
      fillInputs(machine, inputs, batch);
    },
    run() {
      for (const instruction of instructions) instruction();
    },
    async runBreathing(signal) {
      for (const instruction of instructions) {
        instruction();
        await breathe(signal);
        if (disposed) throw new Error('This training step was disposed while it ran.');
      }
    },
    loss: () => wasm.HEAPF32[lossAt]!,
    gradients: gradients.map(
      ({ shape, dtype, dataId, id }) => new Tensor(shape as [number], dtype, dataId, id),
    ),
    intact: () =>
      places.every(
        ({ dataId, address }) =>
          machine.dataIdMap.has(dataId) && machine.dataIdMap.get(dataId).memoryOffset === address,
      ),
    calls,
    kernels,
    bytes: ground.bytes,
    dispose() {
      disposed = true;
      freeGround(machine, ground);
      freeInputs(machine, inputs);
      for (const address of bytes) wasm._free(address);
    },
  };
}

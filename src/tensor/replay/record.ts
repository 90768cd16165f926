/** From two live steps to a recording. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { disagreement } from './agree.ts';
import { withTensors } from './batch.ts';
import { fillInputs, freeInputs, makeInputs } from './inputs.ts';
import type { Input } from './inputs.ts';
import type { Machine } from './machine.ts';
import { planMemory } from './plan.ts';
import type { Block } from './plan.ts';
import { freeGround, makeRecording } from './recording.ts';
import type { Evaluation, Ground, Recording } from './recording.ts';
import { trace } from './trace.ts';
import type { Trace } from './trace.ts';

/** A recording larger than this is not worth its memory, bytes. */
const LARGEST = 2 ** 30;

/** A batch and its tensors, in the order in which they stand in it. */
export interface Batch<B> {
  readonly value: B;
  readonly tensors: readonly Tensor[];
}

/** A step to be recorded. */
export interface Recordable<B> {
  readonly machine: Machine;
  readonly compute: (batch: B) => Evaluation;
  /** Names of the parameters, by their data. */
  readonly parameters: ReadonlyMap<object, string>;
}

/** A live step that was watched, to be compared with a second one. */
export interface Draft {
  readonly trace: Trace<Evaluation>;
  readonly inputs: readonly Input[];
  /** Names of all that the step takes and did not make, by its data. */
  readonly origins: Map<object, string>;
}

/** What came of watching a live step: its result, and what was made or why nothing was. */
export type Outcome<Made> = { readonly live: Evaluation } & (
  { readonly made: Made } | { readonly obstacle: string }
);

/** Takes what is to be freed once the result of the step, which may lie there, is no longer needed. */
export type Later = (free: () => void) => void;

const tensorsOf = (inputs: readonly Input[]): Tensor[] => inputs.map(({ tensor }) => tensor);

/** Runs a step live, on a copy of the batch, and watches. */
export function draft<B>(
  { machine, compute, parameters }: Recordable<B>,
  batch: Batch<B>,
  later: Later,
): Outcome<Draft> {
  const inputs = makeInputs(machine, batch.tensors);
  const origins = new Map(parameters);
  inputs.forEach(({ tensor }, i) => origins.set(tensor.dataId, `batch ${i}`));
  let finished = false;
  try {
    const copy = withTensors(batch.value, tensorsOf(inputs));
    const watched = trace(() => compute(copy), { machine, origins, arena: null });
    const { result: live, obstacle } = watched;
    if (obstacle !== null) return { live, obstacle };
    finished = true;
    return { live, made: { trace: watched, inputs, origins } };
  } finally {
    if (!finished)
      later(() => {
        freeInputs(machine, inputs);
      });
  }
}

/** Why the results of two runs are not those of one recorded step, if they are not. */
function unlikeResults(first: Trace<Evaluation>, second: Trace<Evaluation>): string | null {
  const origins = ({ result, originOf }: Trace<Evaluation>): string[] =>
    [result.value, ...result.gradients].map(({ dataId }) => originOf(dataId));
  if (origins(first).join() !== origins(second).join())
    return 'its result comes from another place at each step';
  // The update of one parameter would change the gradient of another.
  const foreign = origins(first)
    .slice(1)
    .find((origin) => /^(parameter|batch) /.test(origin));
  return foreign === undefined ? null : `a gradient lies in the memory of ${foreign}`;
}

/** Memory with a place for each block of a step; null when it cannot be had. */
function layOut(machine: Machine, blocks: readonly Block[]): Ground | null {
  const { offsets, bytes } = planMemory(blocks);
  const address = bytes <= LARGEST ? machine.wasm._malloc(bytes + 64) >>> 0 : 0;
  if (address === 0) return null;
  const start = Math.ceil(address / 64) * 64;
  const place = (block: number, needed: number): number | null =>
    blocks[block]?.bytes === needed ? start + offsets[block]! : null;
  return { address, bytes, place, ids: new Map(), pinned: [] };
}

/** Runs a step live a second time, in memory planned from the first. The draft is used up. */
export function record<B>(
  { machine, compute }: Recordable<B>,
  { trace: first, inputs, origins }: Draft,
  batch: Batch<B>,
  later: Later,
): Outcome<Recording> {
  const ground = layOut(machine, first.blocks);
  let recording: Recording | null = null;
  try {
    if (!ground)
      return { live: compute(batch.value), obstacle: 'its tensors take more memory than can be had' };
    fillInputs(machine, inputs, batch.tensors);
    const copy = withTensors(batch.value, tensorsOf(inputs));
    const second = trace(() => compute(copy), { machine, origins, arena: ground });
    const { result: live } = second;
    const obstacle = second.obstacle ?? disagreement(first, second) ?? unlikeResults(first, second);
    if (obstacle !== null) return { live, obstacle };
    const outside = [...origins].flatMap(([dataId, name]) => (name.startsWith('outside ') ? [dataId] : []));
    recording = makeRecording(machine, second, { inputs, outside, ground });
    return { live, made: recording };
  } finally {
    if (!recording)
      later(() => {
        if (ground) freeGround(machine, ground);
        freeInputs(machine, inputs);
      });
  }
}

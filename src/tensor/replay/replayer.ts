/**
 * Record and replay: a training step runs live twice, and from then on as a flat list of calls over memory that was
 * planned once, without tape, dispatch or allocation.
 *
 * Safety comes before speed. The two live runs are compared; what a kernel does in JavaScript is done again (`redo.ts`);
 * the first two replayed steps, and later those whose number is a power of two, are computed live as well and compared bit
 * for bit. A step that cannot be replayed runs live and says why. Recordings are keyed by the form of the batch.
 * What a kernel has to keep to stands in `calls.ts`.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { formOf, recognise } from './batch.ts';
import type { BatchForm } from './batch.ts';
import { noteFallback } from './fallbacks.ts';
import { freeInputs } from './inputs.ts';
import { recordableMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { draft, record } from './record.ts';
import type { Batch, Draft, Outcome } from './record.ts';
import type { Evaluation, Recording } from './recording.ts';
import { ReplayError } from './redo.ts';

/** How a step is computed, and why, in words that a page can show. */
export interface StepMode {
  readonly kind: 'live' | 'replay';
  readonly reason: string;
}

/** The loss, and its gradients in the order of the parameters, which stay what they are until the next step. */
export interface Computed {
  readonly loss: number;
  readonly gradients: readonly Tensor[];
}

/** A step that replays long enough to be worth breaks. */
export interface LongReplay {
  /** Runs it, letting the event loop turn every 12 ms; when it throws the signal's reason, nothing has changed. */
  run(signal: AbortSignal | undefined): Promise<void>;
  /** Loss and gradients after `run`. To be called in a tidy, to which belongs what is computed live. */
  result(): Computed;
}

export interface Replayer<B> {
  /** Loss and gradients, where nothing of the next step is computed live; otherwise null, and `evaluate` it. */
  replay(batch: B): Computed | null;
  /** Loss and gradients. To be called in a tidy, to which belongs what is computed live. */
  evaluate(batch: B): Computed;
  /** The next step, where it can be replayed with breaks and takes more than 12 ms; otherwise `evaluate` it. */
  evaluateLong(batch: B): LongReplay | null;
  /** How the last step was computed. */
  mode(): StepMode;
  dispose(): void;
}

/** So many forms of the batch are kept recorded, and so many are recorded at all: each takes memory and live steps. */
const KEPT = 4;
const RECORDED = 16;
/** Replays longer than this get breaks, milliseconds. */
const LONG = 12;

interface Recorded {
  readonly kind: 'recorded';
  readonly mode: StepMode;
  readonly machine: Machine;
  readonly recording: Recording;
  replays: number;
  /** How long the last replay took at one go, milliseconds. */
  milliseconds: number;
}

type Phase =
  | { readonly kind: 'drafted'; readonly machine: Machine; readonly draft: Draft }
  | Recorded
  /** `reason` completes "because …". */
  | { readonly kind: 'live'; readonly reason: string };

/** Whether a replay, counted from 1, is compared with a live step. */
const isCompared = (replays: number): boolean => (replays & (replays - 1)) === 0;

/** Whether two tensors hold the same bits; any NaN equals any other. */
function sameBits(machine: Machine, a: Tensor, b: Tensor): boolean {
  const [left, right] = [machine.readSync(a.dataId), machine.readSync(b.dataId)];
  return left.length === right.length && left.every((value, i) => Object.is(value, right[i]));
}

const read = ({ value, gradients }: Evaluation): Computed => ({ loss: value.dataSync()[0]!, gradients });

const liveMode = (reason: string): StepMode => ({
  kind: 'live',
  reason: `Each step is computed live, because ${reason}.`,
});

const replayMode = ({ calls, kernels, bytes }: Recording): StepMode => {
  const scripted = kernels.length > 0 ? ` and ${kernels.length} kernels in JavaScript` : '';
  const megabytes = (bytes / 2 ** 20).toFixed(1);
  return {
    kind: 'replay',
    reason: `Each step replays ${calls} recorded calls${scripted} in ${megabytes} MB.`,
  };
};

/** Never replays. */
export function liveOnly<B>(compute: (batch: B) => Evaluation): Replayer<B> {
  const mode = liveMode('it was asked for');
  return {
    replay: () => null,
    evaluate: (batch) => read(compute(batch)),
    evaluateLong: () => null,
    mode: () => mode,
    dispose: () => undefined,
  };
}

/** Replays the step `compute` where that is sound. `parameters` names the tensors that are trained, by their data. */
export function makeReplayer<B>(
  compute: (batch: B) => Evaluation,
  parameters: ReadonlyMap<object, string>,
): Replayer<B> {
  const phases = new Map<string, Phase>(); // by the key of the batch's form, the longest unused first
  let leftovers: (() => void)[] = []; // frees memory in which the last step's result lay
  // A kernel may lay out tables when it meets a shape for the first time, so the first two steps get a second chance.
  const retried = new Set<string>();
  let begun = 0;
  let last: BatchForm | null = null; // most batches have the form of the one before
  let mode: StepMode = { kind: 'live', reason: 'No step was taken yet.' };

  const freeLeftovers = (): void => {
    for (const free of leftovers) free();
    leftovers = [];
  };
  const release = (phase: Phase): void => {
    if (phase.kind === 'recorded') phase.recording.dispose();
    else if (phase.kind === 'drafted') freeInputs(phase.machine, phase.draft.inputs);
  };
  const formNow = (batch: B): BatchForm | string => {
    const form = (last && recognise(last, batch)) ?? formOf(batch);
    last = typeof form === 'string' ? null : form;
    return form;
  };
  const runLive = (batch: B, reason: string): Computed => {
    mode = liveMode(reason);
    return read(compute(batch));
  };
  const later = (free: () => void): void => void leftovers.push(free);
  /** From now on batches of this form are computed live. */
  const giveUp = (key: string, reason: string): void => {
    const phase = phases.get(key);
    if (phase)
      later(() => {
        release(phase);
      });
    phases.set(key, { kind: 'live', reason });
    mode = liveMode(reason);
    noteFallback(phases, mode.reason);
  };
  const keep = <Made>(key: string, outcome: Outcome<Made>, phaseOf: (made: Made) => Phase): Computed => {
    if ('made' in outcome) {
      phases.set(key, phaseOf(outcome.made));
      mode = { kind: 'live', reason: 'The first steps are computed live, to be recorded.' };
    } else giveUp(key, outcome.obstacle);
    return read(outcome.live);
  };

  const begin = (machine: Machine, key: string, batch: Batch<B>): Computed => {
    if (++begun > RECORDED) return runLive(batch.value, `its batches take more than ${RECORDED} forms`);
    for (const [oldest, phase] of phases) {
      if (phases.size < KEPT) break;
      phases.delete(oldest);
      later(() => {
        release(phase);
      });
    }
    const outcome = draft({ machine, compute, parameters }, batch, later);
    return keep(key, outcome, (made) => ({ kind: 'drafted', machine, draft: made }));
  };

  /** What the recording has computed, compared with a live step where it is time for that. */
  const conclude = (key: string, phase: Recorded, batch: B): Computed => {
    const { machine, recording } = phase;
    const replays = ++phase.replays;
    const replayed: Computed = { loss: recording.loss(), gradients: recording.gradients };
    mode = phase.mode;
    if (!isCompared(replays)) return replayed;
    const live = read(compute(batch));
    const agree =
      Object.is(live.loss, replayed.loss) &&
      replayed.gradients.every((gradient, i) => sameBits(machine, gradient, live.gradients[i]!));
    if (agree) return live;
    if (replays > 2)
      throw new Error(
        `trainStep: replayed step ${replays} gave a loss of ${replayed.loss}, but computed live it is ${live.loss}. ` +
          'The loss must be a pure function of the parameters and the batch, and it depends on something else that has ' +
          'changed since it was recorded. Put that into the batch.',
      );
    giveUp(key, 'its replay did not give the bits of a live step');
    return live;
  };

  /** Fills the batch into its recording; null when that cannot be replayed. */
  const prepare = (key: string, phase: Recorded, tensors: readonly Tensor[]): Recording | null => {
    const { recording } = phase;
    if (!recording.intact()) {
      giveUp(key, 'a tensor from outside that it reads was disposed');
      return null;
    }
    if (phases.size > 1) {
      phases.delete(key); // and to the end of the queue
      phases.set(key, phase);
    }
    recording.fill(tensors);
    return recording;
  };

  /** Replays a batch; null when it gave that up. */
  const replay = (key: string, phase: Recorded, tensors: readonly Tensor[]): Recording | null => {
    const recording = prepare(key, phase, tensors);
    if (!recording) return null;
    const from = performance.now();
    try {
      recording.run();
    } catch (error) {
      if (!(error instanceof ReplayError)) throw error;
      giveUp(key, error.message);
      return null;
    }
    phase.milliseconds = performance.now() - from;
    return recording;
  };

  /** How to replay a batch, if there is a recording for it that can be used. */
  const recordedFor = (batch: B): { form: BatchForm; phase: Recorded } | null => {
    const form = formNow(batch);
    if (typeof form === 'string') return null;
    const phase = phases.get(form.key);
    if (phase?.kind !== 'recorded' || phase.machine !== recordableMachine()) return null;
    return form.tensors.some((tensor) => tensor.isDisposed) ? null : { form, phase };
  };

  return {
    replay(value) {
      const known = recordedFor(value);
      if (!known || isCompared(known.phase.replays + 1)) return null;
      const { form, phase } = known;
      freeLeftovers();
      return replay(form.key, phase, form.tensors) && conclude(form.key, phase, value);
    },

    evaluate(value) {
      freeLeftovers();
      const machine = recordableMachine();
      if (!machine) return runLive(value, 'the backend is not wasm, or the step is being watched');
      const form = formNow(value);
      if (typeof form === 'string') {
        const computed = runLive(value, form);
        noteFallback(phases, mode.reason);
        return computed;
      }
      const { key, tensors } = form;
      if (tensors.some((tensor) => tensor.isDisposed)) return read(compute(value)); // which throws, and names it
      const batch = { value, tensors };
      const phase = phases.get(key);
      if (!phase) return begin(machine, key, batch);
      if (phase.kind === 'live') return runLive(value, phase.reason);
      if (phase.machine !== machine) return runLive(value, 'it was recorded on another backend');
      if (phase.kind === 'recorded')
        return replay(key, phase, tensors) ? conclude(key, phase, value) : read(compute(value));
      if (phase.draft.trace.outlived()) {
        giveUp(key, 'a tensor that the loss makes is kept beyond it');
        return read(compute(value));
      }
      phases.delete(key); // the draft is used up, even if the step throws
      const outcome = record({ machine, compute, parameters }, phase.draft, batch, later);
      if ('obstacle' in outcome && !retried.has(key)) {
        retried.add(key);
        return read(outcome.live);
      }
      return keep(key, outcome, (recording) => ({
        kind: 'recorded',
        mode: replayMode(recording),
        machine,
        recording,
        replays: 0,
        milliseconds: 0,
      }));
    },

    evaluateLong(value) {
      const known = recordedFor(value);
      if (!known || known.phase.milliseconds < LONG) return null;
      const { form, phase } = known;
      const recording = prepare(form.key, phase, form.tensors);
      return (
        recording && {
          run: (signal) => recording.runBreathing(signal),
          result: () => conclude(form.key, phase, value),
        }
      );
    },

    mode: () => mode,

    dispose() {
      freeLeftovers();
      noteFallback(phases, null);
      for (const phase of phases.values()) release(phase);
      phases.clear();
    },
  };
}

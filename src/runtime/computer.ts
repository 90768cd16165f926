/** What a worker that evaluates live cells does, wherever it gets them from: keeps their tensors, answers with snapshots. */

import { memory, startBackend, whyLive, type BackendChoice } from '#tensor';
import { restWhile } from '../tensor/rest.ts';
import type { CellIndex, LiveContext, Progress } from './contract.ts';
import { duration } from './describe.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import type { FromWorker, RunError, ToWorker } from './messages.ts';
import { createPauses } from './pauses.ts';
import { release } from './release.ts';

/** Messages that every such worker understands. */
export type Work = Exclude<ToWorker, { type: 'reload' }>;

/** What the worker has from where it stands. */
export interface WorkerPlace {
  readonly post: (message: FromWorker) => void;
  /** The bytes of tfjs's wasm module. */
  readonly wasm: () => Promise<ArrayBuffer>;
  /** The live cells of a chapter, as they are now; always the same object. */
  readonly cells: (chapter: string) => Promise<CellIndex<LiveContext>>;
  /** What is told of an error that a cell threw. */
  readonly describe: (error: unknown) => RunError;
  /** What of a value that crosses to the page is to be refused. */
  readonly check?: (output: string, value: unknown) => void;
}

type Evaluate = Extract<ToWorker, { type: 'evaluate' }>;

/** Milliseconds between two reports of progress. */
const pause = 50;

/** Returns what answers the messages of a page. */
export function createComputer({
  post,
  wasm,
  cells: cellsOf,
  describe,
  check,
}: WorkerPlace): (message: Work) => void {
  let backend: Promise<BackendChoice> | undefined;
  const startOnce = (): Promise<BackendChoice> => (backend ??= startBackend({ wasm }));
  let evaluator: Evaluator | undefined;
  const pauses = createPauses();
  restWhile((signal) => pauses.wait(signal));
  const running = new Map<number, { abort: AbortController; shown: () => void }>();

  async function evaluate({ run, chapter, cell, seed, inputs, crossing }: Evaluate): Promise<void> {
    const abort = new AbortController();
    let newest: Record<string, unknown> = {};
    let waiting = false;
    const sendNewest = (): void => {
      if (waiting || Object.keys(newest).length === 0) return;
      post({ type: 'snapshot', run, outputs: newest });
      newest = {};
      waiting = true;
    };
    running.set(run, {
      abort,
      shown: () => {
        waiting = false;
        sendNewest();
      },
    });
    let told = 0;
    let untold: Progress | undefined;
    try {
      const [{ backend: name, reason }, index] = await Promise.all([startOnce(), cellsOf(chapter)]);
      const cells = (evaluator ??= createEvaluator(index, release));
      post({ type: 'started', run, backend: name, reason });
      const start = performance.now();
      const rested = pauses.total;
      const resting = (): number => pauses.total - rested;
      await cells.evaluate({
        cell,
        seed,
        inputs,
        signal: abort.signal,
        progress: (progress) => {
          // A training step that could not be recorded is slow, and its cell says why.
          untold = { ...progress, ...noteWith(progress.note, whyLive(), restNote(resting())) };
          const now = performance.now();
          if (now - told < pause) return;
          told = now;
          const news = untold;
          untold = undefined;
          post({ type: 'progress', run, progress: news });
        },
        between: (signal) => pauses.wait(signal),
        snapshot: (output, value) => {
          if (!crossing.includes(output)) return;
          check?.(output, value);
          newest[output] = value;
          sendNewest();
        },
      });
      if (untold) post({ type: 'progress', run, progress: untold });
      waiting = false;
      sendNewest();
      post({
        type: 'finished',
        run,
        elapsed: performance.now() - start - resting(),
        tensors: memory().numTensors,
      });
    } catch (error) {
      const tensors = backend ? memory().numTensors : 0;
      if (abort.signal.aborted) post({ type: 'stopped', run, tensors });
      else post({ type: 'failed', run, error: describe(error), tensors });
    } finally {
      running.delete(run);
    }
  }

  return (message) => {
    switch (message.type) {
      case 'evaluate':
        void evaluate(message);
        break;
      case 'stop':
        running.get(message.run)?.abort.abort();
        break;
      case 'pause':
        pauses.set(message.paused);
        break;
      case 'shown':
        running.get(message.run)?.shown();
        break;
      case 'forget':
        evaluator?.forget(message.cell);
        post({ type: 'forgotten', run: message.run, tensors: backend ? memory().numTensors : 0 });
    }
  };
}

const noteWith = (...notes: (string | null | undefined)[]): { note?: string } => {
  const told = notes.filter(Boolean);
  return told.length > 0 ? { note: told.join(' · ') } : {};
};

const restNote = (milliseconds: number): string | undefined =>
  milliseconds >= 1000 ? `paused for ${duration(milliseconds)} while this page was hidden` : undefined;

/** What the worker does: evaluates live cells, keeps their tensors, answers with snapshots. */

import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { memory, startBackend, whyLive, type BackendChoice } from '#tensor';
import { restWhile } from '../tensor/rest.ts';
import { setAssetSource } from '#data';
import dataVersions from 'virtual:notebook/data';
import chapters from 'virtual:notebook/live';
import type { CellIndex, LiveContext, Progress } from './contract.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { duration } from './describe.ts';
import { describeError } from './describe-error.ts';
import { createPauses } from './pauses.ts';
import { release } from './release.ts';

const post = (message: FromWorker): void => self.postMessage(message);

setAssetSource(async (name) => {
  // A host looks at the path alone, a cache at all of it.
  const version = dataVersions[name] === undefined ? '' : `?${dataVersions[name]}`;
  const response = await fetch(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/data/${name}${version}`);
  if (!response.ok) throw new Error(`The data file “${name}” could not be loaded (HTTP ${response.status}).`);
  return response.arrayBuffer();
});

let backend: Promise<BackendChoice> | undefined;
const startOnce = (): Promise<BackendChoice> =>
  (backend ??= startBackend({ wasm: async () => (await fetch(wasmUrl)).arrayBuffer() }));

let evaluator: Promise<Evaluator> | undefined;
/** The cells of the page's chapter; the authoring server replaces those that were edited. */
const index: Record<string, CellIndex<LiveContext>[string]> = {};
let reloaded: Promise<void> = Promise.resolve();

const evaluatorOf = (chapter: string): Promise<Evaluator> =>
  (evaluator ??= (async () => {
    const load = chapters[chapter];
    if (load === undefined) throw new Error(`This site has no chapter “${chapter}”.`);
    Object.assign(index, (await load()).default);
    return createEvaluator(index, release);
  })());

const pauses = createPauses();
restWhile((signal) => pauses.wait(signal));

/** Milliseconds between two reports of progress. */
const pause = 50;

const running = new Map<number, { abort: AbortController; shown: () => void }>();

type Evaluate = Extract<ToWorker, { type: 'evaluate' }>;

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
    const [{ backend: name, reason }, cells] = await Promise.all([
      startOnce(),
      evaluatorOf(chapter),
      reloaded,
    ]);
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
    else post({ type: 'failed', run, error: describeError(error), tensors });
  } finally {
    running.delete(run);
  }
}

const noteWith = (...notes: (string | null | undefined)[]): { note?: string } => {
  const told = notes.filter(Boolean);
  return told.length > 0 ? { note: told.join(' · ') } : {};
};

const restNote = (milliseconds: number): string | undefined =>
  milliseconds >= 1000 ? `paused for ${duration(milliseconds)} while this page was hidden` : undefined;

/** Answers one message of the page. */
export function handle(message: ToWorker): void {
  switch (message.type) {
    case 'evaluate':
      void evaluate(message);
      break;
    case 'stop':
      running.get(message.run)?.abort.abort();
      break;
    case 'reload':
      reloaded = import(/* @vite-ignore */ message.index).then(
        (fresh: { default: CellIndex<LiveContext> }) => {
          Object.assign(index, fresh.default);
        },
      );
      break;
    case 'pause':
      pauses.set(message.paused);
      break;
    case 'shown':
      running.get(message.run)?.shown();
      break;
    case 'forget':
      void evaluator?.then((cells) => {
        cells.forget(message.cell);
        post({ type: 'forgotten', run: message.run, tensors: memory().numTensors });
      });
  }
}

/** Times the benchmark's models in the reader's worker: the same models, batches and optimizer as `npm run bench`. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { startBackend } from '#tensor';
import type { FromTimer, Times } from './messages.ts';
import { spreadOf } from './statistics.ts';
import { startTraining } from './training.ts';

const ROUNDS = 30;
/** A round lasts at least this long, milliseconds. */
const ROUND = 30;
/** Two live steps are recorded, two replays are compared with live ones, and V8 compiles what is hot. */
const WARM_UP = 10;

const post = (message: FromTimer): void => {
  self.postMessage(message);
};

/** Lets what was said be shown, and Stop come in. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function timeOne(model: string): Promise<Times> {
  const backend = await startBackend({ wasm: async () => (await fetch(wasmUrl)).arrayBuffer() });
  const training = startTraining(model, backend);
  training.run(WARM_UP);
  // By doubling: a browser's clock may tick in milliseconds, and one step of a tiny model takes none of them.
  let steps = 1;
  while (training.run(steps).milliseconds < ROUND) steps *= 2;
  const rounds: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    await turn();
    rounds.push(training.run(steps).milliseconds / steps);
  }
  training.dispose();
  return spreadOf(rounds);
}

/** Times one model after the other and tells each as it comes. */
export async function timeModels(models: readonly string[]): Promise<void> {
  try {
    for (const model of models) {
      post({ type: 'began', model });
      await turn();
      post({ type: 'timed', model, times: await timeOne(model) });
    }
    post({ type: 'finished' });
  } catch (error) {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** The page that trains with the project's own tensor layer. */
import { startBackend } from '#tensor';
import type { Request } from './messages.ts';
import { startTraining } from '../src/speed/training.ts';
import type { Training } from '../src/speed/training.ts';

let training: Training | undefined;

async function answer(request: Request): Promise<unknown> {
  switch (request.kind) {
    case 'load': {
      const wasm = async () => (await fetch('/wasm/tfjs-backend-wasm-simd.wasm')).arrayBuffer();
      training = startTraining(request.model, await startBackend({ wasm }));
      return training.start;
    }
    case 'run':
      return training?.run(request.steps);
    default:
      throw new Error(`A page does not answer “${request.kind}”.`);
  }
}

Object.assign(globalThis, { answer });

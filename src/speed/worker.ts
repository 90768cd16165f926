/** The worker's entry. It only waits for the real module, as src/runtime/worker.ts does and for the same reason. */
import type { ToTimer } from './messages.ts';

const timer = import('./time-models.ts');

self.addEventListener('message', ({ data }: MessageEvent<ToTimer>) => {
  void timer.then(({ timeModels }) => timeModels(data.models));
});

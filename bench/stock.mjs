/** The process that trains with tfjs as it is shipped. */
import { peakOf } from './peak.mjs';
import { answer } from './stock-training.mjs';

process.on('message', async (/** @type {any} a request of messages.ts */ request) => {
  try {
    const value = await answer(request);
    const peak = peakOf('self');
    process.send?.({ value: request.kind === 'run' ? { ...value, peak } : value });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});

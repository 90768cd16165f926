/** What a live cell says of itself, in words. */

import type { Progress } from './contract.ts';
import type { LiveCell } from './live-cell.ts';

/** One sentence on the state; it changes only when the state does. */
export function describeState(cell: LiveCell): string {
  const { state } = cell;
  if (cell.stale && state.phase !== 'running' && state.phase !== 'waiting')
    return 'The inputs have changed since this was computed. Run computes it anew.';
  switch (state.phase) {
    case 'published':
      return 'Published run.';
    case 'waiting':
      return `Waiting for “${state.for}”.`;
    case 'running':
      return 'Running in your browser.';
    case 'stopped':
      return 'Stopped. What is shown is as far as your run came.';
    case 'failed':
      return 'The run failed; the page shows the last values that it had.';
    case 'finished':
      return {
        identical: 'Your run agrees with the published one, to the last bit.',
        differs: 'Your run differs from the published one, though seed and inputs are the same.',
        'other-inputs': 'Your own run: its seed or inputs are not those of the published one.',
      }[state.verdict];
  }
}

/** Backend, speed and what the cell adds: for the line under the buttons. */
export function describeStatus({ state, backend }: LiveCell): string {
  const progress =
    state.phase === 'running'
      ? state.progress
      : state.phase === 'finished' || state.phase === 'stopped'
        ? state.last
        : undefined;
  const parts = [
    backend && state.phase !== 'published' ? backend.name : undefined,
    state.phase === 'finished' ? `${(state.elapsed / 1000).toFixed(1)} s` : undefined,
    progress && state.phase !== 'finished' ? `step ${progress.step} of ${progress.steps}` : undefined,
    progress?.stepsPerSecond
      ? `${progress.stepsPerSecond.toFixed(progress.stepsPerSecond < 10 ? 1 : 0)} steps/s`
      : undefined,
    progress?.note,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The time that remains, as one would say it; empty until it can be told. */
export function remaining({ step, steps, stepsPerSecond }: Progress): string {
  if (!stepsPerSecond || step >= steps) return '';
  const seconds = (steps - step) / stepsPerSecond;
  if (seconds < 1) return 'a moment left';
  if (seconds < 90) return `${Math.round(seconds)} s left`;
  return `${Math.round(seconds / 60)} min left`;
}

/** What a live cell says of itself, in words. */

import type { Progress } from './contract.ts';
import type { LiveCell } from './live-cell.ts';
import { isBusy } from './live-state.ts';

type Described = Pick<LiveCell, 'state' | 'stale' | 'edited'> & {
  readonly descriptor: Pick<LiveCell['descriptor'], 'id'>;
};

/** One sentence on the state; it changes only when the state does. */
export function describeState({ state, stale, edited, descriptor: { id } }: Described): string {
  if (stale && !isBusy(state) && state.phase !== 'failed' && state.phase !== 'not-run')
    return edited.length > 0
      ? `${codeOf(edited, id)} has not run: what is shown is older. Run computes with it.`
      : 'The inputs have changed since this was computed. Run computes it anew.';
  switch (state.phase) {
    case 'published':
      return 'Published run.';
    case 'waiting':
      return `Waiting for “${state.for}”.`;
    case 'running':
      return 'Running in your browser.';
    case 'stopped':
      return state.partial
        ? 'Stopped. What is shown is as far as your run came.'
        : 'Stopped before it had anything new to show.';
    case 'failed':
      return state.partial
        ? 'The run failed; the page shows the last values that it had.'
        : 'The run failed before it had anything new to show.';
    case 'not-run':
      return state.how === 'failed'
        ? `Not run: “${state.because}” failed; see there.`
        : `Not run: “${state.because}” was stopped.`;
    case 'finished':
      return {
        identical: 'Your run agrees with the published one, to the last bit.',
        differs: 'Your run differs from the published one, though seed and inputs are the same.',
        'own-code': `${codeOf(edited, id)}, not the published one, gave this.`,
        'own-code-same': `${codeOf(edited, id)}, not the published one, gave this: the published values, to the last bit.`,
        'other-inputs': 'Your own run: its seed or inputs are not those of the published one.',
      }[state.verdict];
  }
}

/** Whose code it is, of which cell where it is another. */
function codeOf(edited: readonly string[], id: string): string {
  return edited.includes(id) ? 'Your code' : `Your code of ${edited.map((other) => `“${other}”`).join(', ')}`;
}

/**
 * Backend, speed, elapsed time and what the cell adds: for the line under the buttons.
 *
 * @param now milliseconds on the clock of `performance.now()`
 */
export function describeStatus({ state, backend }: Pick<LiveCell, 'state' | 'backend'>, now: number): string {
  const parts = [state.phase === 'published' || state.phase === 'not-run' ? undefined : backend?.name];
  switch (state.phase) {
    case 'running': {
      const elapsed = state.since === undefined ? 0 : now - state.since;
      const { progress } = state;
      parts.push(
        progress && `step ${progress.step} of ${progress.steps}`,
        progress && describeSpeed(progress),
        elapsed >= 1000 ? `${Math.floor(elapsed / 1000)} s` : undefined,
        progress && elapsed >= 1000 ? remaining(progress, elapsed) : undefined,
        progress?.note,
      );
      break;
    }
    case 'finished':
      parts.push(duration(state.elapsed), state.last && describeSpeed(state.last), state.last?.note);
      break;
    case 'stopped':
      parts.push(state.last && `step ${state.last.step} of ${state.last.steps}`, state.last?.note);
  }
  return parts.filter(Boolean).join(' · ');
}

function describeSpeed({ stepsPerSecond }: Progress): string | undefined {
  return stepsPerSecond ? `${stepsPerSecond.toFixed(stepsPerSecond < 10 ? 1 : 0)} steps/s` : undefined;
}

/**
 * The time that remains, as one would say it; empty until it can be told.
 *
 * @param elapsed milliseconds since the beginning: tells the speed where the cell does not
 */
export function remaining({ step, steps, stepsPerSecond }: Progress, elapsed = 0): string {
  const speed = stepsPerSecond ?? (elapsed > 0 ? (1000 * step) / elapsed : 0);
  if (speed <= 0 || step >= steps) return '';
  const seconds = (steps - step) / speed;
  if (seconds < 1) return 'a moment left';
  return `${coarse(seconds)} left`;
}

/** A duration in milliseconds to a tenth of a second while that matters: `0.4 s`, `12.3 s`, `3 min`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 90 ? `${seconds.toFixed(1)} s` : coarse(seconds);
}

function coarse(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

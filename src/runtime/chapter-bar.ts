/** The bar at the top of a chapter: Run all, Stop all, and how far it is. */

import { bindQuestion } from './ask.ts';
import { remaining } from './describe.ts';
import type { LiveCell } from './live-cell.ts';
import { levelChanged, mayTrain } from './level.ts';
import { isBusy } from './live-state.ts';
import { runAll, type RunAllProgress } from './run-all.ts';

/**
 * Binds the bar; returns what to call when a cell has changed.
 *
 * @param cells live cells in an order in which each comes after those that it names
 * @param question what to ask before these cells run, if anything
 * @param settle as `runAll` takes it
 */
export function bindChapterBar(
  bar: HTMLElement,
  cells: ReadonlyMap<string, LiveCell>,
  question: (cells: readonly LiveCell[]) => string | undefined,
  settle: () => Promise<void>,
): () => void {
  const part = <E extends HTMLElement>(name: string): E => bar.querySelector(`[data-part="${name}"]`) as E;
  const run = part('run-all');
  const stop = part('stop-all');
  const state = part('bar-state');
  const status = part('bar-status');
  const progress = part<HTMLProgressElement>('bar-progress');
  const idle = state.textContent;
  const { ask } = bindQuestion(bar);
  let abort: AbortController | undefined;
  let all: RunAllProgress | undefined;

  const start = async (): Promise<void> => {
    if (abort) return;
    const rest = [...cells.values()].filter((cell) => !cell.fresh);
    const asked = question(rest);
    if (asked !== undefined && !(await ask(asked))) return;
    abort = new AbortController();
    const { signal } = abort;
    await runAll([...cells.values()], settle, signal, (now) => {
      all = now;
      refresh();
    });
    abort = undefined;
    refresh();
  };
  const stopAll = (): void => {
    abort?.abort();
    for (const cell of cells.values()) cell.stop();
  };
  run.addEventListener('click', () => {
    if (run.getAttribute('aria-disabled') !== 'true') void start();
  });
  stop.addEventListener('click', stopAll);
  document.addEventListener(levelChanged, () => {
    if (!mayTrain()) stopAll();
  });
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') stopAll();
  });

  /** What is announced: that all run, and how it ended. What a cell does its own panel says. */
  const tell = (): string => {
    if (abort && all) return 'Running all live cells.';
    if (!all) return idle;
    const { done, of, failed, notRun } = all;
    if (failed.length > 0)
      return `${list(failed)} failed${notRun.length > 0 ? `; ${list(notRun)} not run` : ''}.`;
    if (done < of) return `Stopped: ${done} of ${of} cells have run.`;
    return `All ${of} live cells have run in your browser.`;
  };
  /** What goes on meanwhile, which changes too often to be announced. */
  const tellStatus = (): string => {
    const busy = [...cells.values()].filter((cell) => cell.state.phase === 'running');
    const [state] = busy.map((cell) => cell.state);
    const now = state?.phase === 'running' ? state : undefined;
    const elapsed = now?.since === undefined ? 0 : performance.now() - now.since;
    return [
      abort && all ? `${all.done} of ${all.of} done` : '',
      busy.length > 0 ? `running ${list(busy.map(({ descriptor }) => descriptor.id))}` : '',
      now?.progress && elapsed >= 1000 ? remaining(now.progress, elapsed) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  };
  const refresh = (): void => {
    const busy = abort !== undefined || [...cells.values()].some((cell) => isBusy(cell.state));
    const running = [...cells.values()].find((cell) => cell.state.phase === 'running')?.state;
    bar.toggleAttribute('data-busy', busy);
    // For what scrolls beneath it. A rule that looked for the bar from the root would cost a look at every element of the page
    // with each figure that is drawn.
    document.documentElement.toggleAttribute('data-busy', busy);
    run.setAttribute('aria-disabled', String(busy));
    stop.setAttribute('aria-disabled', String(!busy));
    const told = tell();
    if (state.textContent !== told) state.textContent = told;
    const now = running?.phase === 'running' ? running : undefined;
    status.textContent = tellStatus();
    progress.hidden = !busy;
    const share = now?.progress ? now.progress.step / now.progress.steps : 0;
    if (abort && all) {
      progress.max = all.of;
      progress.value = all.done + share;
    } else if (now?.progress) {
      progress.max = 1;
      progress.value = share;
    } else progress.removeAttribute('value');
  };

  return refresh;
}

const list = (ids: readonly string[]): string => ids.map((id) => `“${id}”`).join(', ');

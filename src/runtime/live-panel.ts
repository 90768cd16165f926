/** A live cell's panel: buttons, seed, progress, status, error. */

import { describeState, describeStatus } from './describe.ts';
import { bindCellKeys } from './keys.ts';
import type { LiveCell } from './live-cell.ts';
import { isBusy } from './live-state.ts';
import type { RunError } from './messages.ts';
import { showError } from './show-error.ts';

/** Binds the panel that the page was built with to its cell; returns what to call when the cell may have changed. */
export function bindLivePanel(section: HTMLElement, cell: LiveCell, run: () => void): () => void {
  const part = <E extends HTMLElement>(name: string): E => {
    const found = section.querySelector<E>(`[data-part="${name}"]`);
    if (!found) throw new Error(`The cell “${section.id}” was built without its part “${name}”.`);
    return found;
  };
  const buttons = { run: part('run'), stop: part('stop'), reset: part('reset') };
  const seed = part<HTMLInputElement>('seed');
  const bar = part<HTMLProgressElement>('progress');
  const status = part('status');
  const state = part('state');
  const error = part('error');
  let ticking = 0;
  let shown: RunError | undefined;

  const runUnlessBusy = (): void => {
    if (!isBusy(cell.state)) run();
  };
  buttons.run.addEventListener('click', runUnlessBusy);
  buttons.stop.addEventListener('click', () => cell.stop());
  buttons.reset.addEventListener('click', () => void cell.reset());
  // On every keystroke, so that Shift+Enter in the field runs with what it shows.
  seed.addEventListener('input', () => {
    if (seed.checkValidity() && seed.value !== '') cell.setSeed(seed.valueAsNumber);
  });
  seed.addEventListener('blur', () => (seed.valueAsNumber = cell.seed));
  bindCellKeys(section, runUnlessBusy, () => cell.stop());

  const tellStatus = (): void => {
    status.textContent = describeStatus(cell, performance.now());
  };

  return () => {
    const { phase } = cell.state;
    const busy = isBusy(cell.state);
    section.dataset['phase'] = phase;
    section.dataset['tensors'] = String(cell.tensors);
    section.toggleAttribute('data-stale', cell.stale && !busy);
    // A disabled button drops the focus of who has just pressed it; aria-disabled keeps it.
    buttons.run.setAttribute('aria-disabled', String(busy));
    buttons.stop.setAttribute('aria-disabled', String(!busy));
    buttons.reset.setAttribute('aria-disabled', String(phase === 'published' && !cell.stale));
    // Written only when it differs: writing takes the selection from who is about to type.
    if (document.activeElement !== seed && seed.valueAsNumber !== cell.seed) seed.valueAsNumber = cell.seed;

    const progress = cell.state.phase === 'running' ? cell.state.progress : undefined;
    bar.hidden = !busy;
    if (progress) {
      bar.max = progress.steps;
      bar.value = progress.step;
    } else bar.removeAttribute('value');
    tellStatus();
    // The seconds go on where a cell tells no steps.
    if (phase === 'running') ticking ||= window.setInterval(tellStatus, 1000);
    else {
      clearInterval(ticking);
      ticking = 0;
    }
    const told = describeState(cell);
    // Written only when it changes, so that a screen reader speaks once.
    if (state.textContent !== told) state.textContent = told;

    if (cell.state.phase !== 'failed') error.hidden = true;
    else if (cell.state.error !== shown) showError(error, cell.state.error);
    shown = cell.state.phase === 'failed' ? cell.state.error : undefined;
  };
}

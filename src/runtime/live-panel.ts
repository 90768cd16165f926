/** A live cell's panel: buttons, seed, progress, status, error. */

import type { LiveCell } from './live-cell.ts';
import { describeState, describeStatus, remaining } from './describe.ts';

/** Binds the panel that the page was built with to its cell; returns what to call when the cell has changed. */
export function bindLivePanel(section: HTMLElement, run: () => void): (cell: LiveCell) => void {
  const part = <E extends HTMLElement>(name: string): E => {
    const found = section.querySelector<E>(`[data-part="${name}"]`);
    if (!found) throw new Error(`The cell “${section.id}” was built without its part “${name}”.`);
    return found;
  };
  const buttons = {
    run: part<HTMLButtonElement>('run'),
    stop: part<HTMLButtonElement>('stop'),
    reset: part<HTMLButtonElement>('reset'),
  };
  const seed = part<HTMLInputElement>('seed');
  const bar = part<HTMLProgressElement>('progress');
  const status = part('status');
  const state = part('state');
  const error = part('error');
  let bound: LiveCell | undefined;

  buttons.run.addEventListener('click', run);
  buttons.stop.addEventListener('click', () => bound?.stop());
  buttons.reset.addEventListener('click', () => void bound?.reset());
  seed.addEventListener('change', () => {
    if (seed.checkValidity() && seed.value !== '') bound?.setSeed(seed.valueAsNumber);
  });
  section.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      run();
    } else if (event.key === 'Escape') bound?.stop();
  });

  return (cell) => {
    bound = cell;
    const { phase } = cell.state;
    const busy = phase === 'running' || phase === 'waiting';
    section.dataset['phase'] = phase;
    section.dataset['tensors'] = String(cell.tensors);
    section.toggleAttribute('data-stale', cell.stale && !busy);
    // A disabled button drops the focus of who has just pressed it; aria-disabled keeps it.
    buttons.run.setAttribute('aria-disabled', String(busy));
    buttons.stop.setAttribute('aria-disabled', String(!busy));
    buttons.reset.setAttribute('aria-disabled', String(phase === 'published' && !cell.stale));
    if (document.activeElement !== seed) seed.valueAsNumber = cell.seed;

    const progress = cell.state.phase === 'running' ? cell.state.progress : undefined;
    bar.hidden = !busy;
    if (progress) {
      bar.max = progress.steps;
      bar.value = progress.step;
    } else bar.removeAttribute('value');
    status.textContent = [describeStatus(cell), progress && remaining(progress)].filter(Boolean).join(' · ');
    const told = describeState(cell);
    // Written only when it changes, so that a screen reader speaks once.
    if (state.textContent !== told) state.textContent = told;

    error.hidden = cell.state.phase !== 'failed';
    if (cell.state.phase === 'failed')
      error.textContent = `${cell.state.error.name}: ${cell.state.error.message}`;
  };
}

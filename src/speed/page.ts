/** The page on speed in the reader's browser: asks a worker to time each model and writes the times beside the published ones. */
import { placeOn } from './axis.ts';
import { milliseconds, quartiles, times } from './format.ts';
import type { FromTimer, ToTimer } from './messages.ts';

const part = (within: ParentNode, name: string): HTMLElement => {
  const found = within.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (!found) throw new Error(`The page was built without its part “${name}”.`);
  return found;
};

/** Puts a time of the reader's own onto the figures. */
function mark(model: string, ms: number): void {
  for (const circle of document.querySelectorAll<SVGElement>(`[data-yours="${model}"]`)) {
    const { from, to, left, right } = circle.ownerSVGElement!.dataset;
    const axis = { from: Number(from), to: Number(to), left: Number(left), right: Number(right) };
    circle.setAttribute('cx', placeOn(axis, ms).toFixed(1));
    circle.setAttribute('visibility', 'visible');
  }
}

/** Binds the page that carries the table. */
export function startSpeed(): void {
  const [run, stop, status] = ['run', 'stop', 'status'].map((name) => part(document, name)) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const rows = [...document.querySelectorAll<HTMLElement>('[data-model]')];
  const models = rows.map((row) => row.dataset['model']!);
  let worker: Worker | undefined;

  const end = (sentence: string): void => {
    worker?.terminate();
    worker = undefined;
    for (const row of rows) row.removeAttribute('data-state');
    run.setAttribute('aria-disabled', 'false');
    stop.setAttribute('aria-disabled', 'true');
    status.textContent = sentence;
  };

  const hear = (message: FromTimer): void => {
    switch (message.type) {
      case 'began': {
        const at = models.indexOf(message.model);
        for (const row of rows) row.removeAttribute('data-state');
        rows[at]!.dataset['state'] = 'timing';
        status.textContent = `Timing ${at + 1} of ${models.length}.`;
        break;
      }
      case 'timed': {
        const row = rows[models.indexOf(message.model)]!;
        const published = Number(row.dataset['published']);
        part(row, 'yours').textContent = milliseconds(message.times.best);
        part(row, 'spread').textContent = quartiles(message.times);
        mark(message.model, message.times.best);
        part(row, 'ratio').textContent = times(published, message.times.best);
        break;
      }
      case 'failed':
        end(`It could not be timed here: ${message.message}`);
        break;
      case 'finished':
        end('Timed. Each number is the shortest of thirty rounds; below it, their quartiles.');
    }
  };

  run.addEventListener('click', () => {
    if (worker) return;
    run.setAttribute('aria-disabled', 'true');
    stop.setAttribute('aria-disabled', 'false');
    status.textContent = 'Starting.';
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'speed' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromTimer>) => {
      hear(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end(`It could not be timed here: ${event.message || 'the worker did not start. Reload the page.'}`);
    });
    worker.postMessage({ type: 'time', models } satisfies ToTimer);
  });
  stop.addEventListener('click', () => {
    if (worker) end('Stopped.');
  });
  document.documentElement.dataset['speed'] = 'ready';
}

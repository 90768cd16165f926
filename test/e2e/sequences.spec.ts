/** Whatever is pressed, in whatever order: the page ends as a serial computation would. */
import fc from 'fast-check';
import { expect } from '@playwright/test';
import { openCells, watchErrors } from './page.ts';
import { fixtureSite } from './sites.ts';
import { test } from './test.ts';

const sequences = 300;

/** What the reader has set. */
interface State {
  height: number;
  doubled: boolean;
  heavy: boolean;
  walk: number;
  sum: number;
}

const published: State = { height: 3, doubled: false, heavy: false, walk: 1, sum: 5 };

type Action =
  | { readonly press: string }
  | { readonly set: 'height' | 'doubled' | 'heavy'; readonly to: number | boolean }
  | { readonly seed: 'walk' | 'sum'; readonly to: number }
  | { readonly wait: number };

/** What the cells of the chapter compute: the walk's end, the sum, the heavy cell, the base. */
function recompute({ height, doubled, heavy, walk, sum }: State): string[] {
  const base = 10 * height + 1;
  let at = walk * 7 + base;
  for (let i = 0; i < 6 * 400_000; i++) at = (at * 31 + 17) % 1009;
  let last = 1;
  for (let i = 0; i < (heavy ? 12_000_000 : 10); i++) last = (last * 16807 + height) % 2147483647;
  return [at, height + at + (doubled ? 2 : 1) * sum, last, base].map(String);
}

/** What the reader has set after an action; Reset gives back the published seed. */
function after(state: State, action: Action): State {
  if ('set' in action) return { ...state, [action.set]: action.to };
  if ('seed' in action) return { ...state, [action.seed]: action.to };
  if ('press' in action && action.press === '#walk [data-part="reset"]')
    return { ...state, walk: published.walk };
  if ('press' in action && action.press === '#sum [data-part="reset"]')
    return { ...state, sum: published.sum };
  return state;
}

const cell = fc.constantFrom('walk', 'kept', 'sum', 'stubborn');
const part = fc.constantFrom('run', 'run', 'run', 'stop', 'stop', 'reset');
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.tuple(cell, part).map(([id, name]) => ({ press: `#${id} [data-part="${name}"]` })),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('run-all', 'stop-all')
      .map((name) => ({ press: `#chapter-bar [data-part="${name}"]` })),
  },
  { weight: 8, arbitrary: fc.nat(20).map((to) => ({ set: 'height' as const, to })) },
  { weight: 3, arbitrary: fc.boolean().map((to) => ({ set: 'doubled' as const, to })) },
  // Rare, because it takes long: no message reaches the cell while it runs, and so Stop replaces the worker.
  { weight: 1, arbitrary: fc.constant({ set: 'heavy' as const, to: true }) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('walk' as const, 'sum' as const), fc.nat(99))
      .map(([seed, to]) => ({ seed, to })),
  },
  { weight: 8, arbitrary: fc.nat(25).map((wait) => ({ wait })) },
);

/** Runs in the page: does the actions, waits for rest, presses Run all, waits for its end. */
async function play(actions: readonly Action[]): Promise<void> {
  const find = <E extends HTMLElement>(selector: string): E => document.querySelector(selector) as E;
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const controls = ['height', 'doubled', 'heavy'];
  for (const step of actions) {
    if ('press' in step) find(step.press).click();
    else if ('wait' in step) await sleep(step.wait);
    else if ('seed' in step) {
      const input = find<HTMLInputElement>(`#${step.seed} [data-part="seed"]`);
      input.value = String(step.to);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    } else {
      const forms = document.querySelectorAll<HTMLElement & { value: unknown }>('#choices form');
      const form = forms[controls.indexOf(step.set)];
      if (!form) throw new Error(`no control for ${step.set}`);
      form.value = step.to;
      form.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  const bar = find('#chapter-bar');
  while (bar.hasAttribute('data-busy')) await sleep(2);
  find('#chapter-bar [data-part="run-all"]').click();
  do await sleep(2);
  while (bar.hasAttribute('data-busy'));
}

/** Runs in the page: what it says now. */
function read() {
  const own = (element: Element): string =>
    (element.querySelector('.value-own') ?? element).textContent.trim();
  const cells = [...document.querySelectorAll<HTMLElement>('.cell-live')];
  return {
    values: [...document.querySelectorAll('[data-value]')].map(own),
    phases: cells.map(({ dataset }) => dataset['phase']),
    stale: cells.filter(({ dataset }) => dataset['stale'] !== undefined).map(({ id }) => id),
    tensors: cells.map(({ dataset }) => Number(dataset['tensors'])).filter((count) => count > 1),
  };
}

test(`${sequences} random sequences of slider, seed, Run, Stop, Reset end as a serial recomputation @each-engine`, async ({
  page,
  browserName,
}) => {
  test.setTimeout(180_000);
  const errors = watchErrors(page);
  await openCells(page, `${fixtureSite.url}cells/`);
  // The other engines differ in their message queues, not in the page's logic.
  const numRuns = browserName === 'chromium' ? sequences : 30;
  const drawn = fc.sample(fc.array(action, { minLength: 2, maxLength: 9 }), { numRuns, seed: 20261124 });
  let state = published;
  for (const [i, actions] of drawn.entries()) {
    // Long work is for the middle of a sequence.
    const played = [...actions, { set: 'heavy', to: false } as const];
    state = played.reduce(after, state);
    await page.evaluate(play, played);
    await expect
      .poll(() => page.evaluate(read), { message: `sequence ${i}: ${JSON.stringify(actions)}` })
      .toEqual({
        values: recompute(state),
        phases: ['finished', 'finished', 'finished', 'finished'],
        stale: [],
        tensors: [],
      });
  }
  expect(page.workers().length).toBeLessThanOrEqual(1);
  expect(errors).toEqual([]);
});

/**
 * A page's cells wake when its reader first touches one, or when the address says something of them. Till then the page is
 * what was published, and loads nothing; at a reading level without controls, for good. What the reader does while the cells are waking is done again once they are awake.
 */

import type { ChapterPlace } from './descriptor.ts';
import type { Chapter } from './chapter.ts';
import { earlyPresses } from './early-presses.ts';
import { isForeign } from './foreign-parameters.ts';
import { watchSliders } from './held-sliders.ts';
import { levelChanged, mayDraw } from './level.ts';

/** What of a cell can be touched. */
const touchable =
  '.cell :is(button, input, select, textarea, summary, form):not(.copy), .chapter-bar button, .chapter-state button';

/** Whether something happened to what can be touched of a cell. */
export const isOfCell = ({ target }: Event): boolean =>
  target instanceof Element && target.closest(touchable) !== null;

/** Which of these it is, within the same cell, before and after its controls have taken the place of their picture. */
const fields = 'button, input, select, textarea, summary';

const signs = ['pointerover', 'pointerdown', 'focusin', 'click', 'input', 'keydown'] as const;

/** Resolves once the cells are awake; `signs` of the reader wake them. */
export function wakeWhenTouched(place: ChapterPlace): Promise<Chapter> {
  watchSliders();
  return new Promise((resolve) => {
    const missed: (() => void)[] = [];
    let waking = false;
    const wake = (touched: Element | undefined): void => {
      if (waking || !mayDraw()) return;
      waking = true;
      void start(place).then(
        (state) => {
          signs.forEach((sign) => document.removeEventListener(sign, notice, true));
          missed.forEach((again) => again());
          resolve(state);
        },
        (error: unknown) => {
          // The next touch tries again.
          waking = false;
          missed.length = 0;
          tell(touched, error);
        },
      );
    };
    const notice = (event: Event): void => {
      const touched = event.target instanceof Element ? event.target.closest(touchable) : null;
      if (!touched || !mayDraw()) return;
      const again = repeat(event, touched);
      if (again) {
        missed.push(again);
        // A cell may be ready before the page is: what is done again must not have been done.
        if (isPress(event)) event.stopImmediatePropagation();
      }
      wake(touched);
    };
    signs.forEach((sign) => document.addEventListener(sign, notice, { capture: true, passive: true }));
    earlyPresses().forEach(notice);
    const follow = (): void => {
      const asks = [...new URLSearchParams(location.search).keys()].some((name) => !isForeign(name));
      showNote(asks && !mayDraw());
      if (asks) wake(undefined);
    };
    document.addEventListener(levelChanged, follow);
    follow();
    // Who has begun to read comes to a control that is ready, and does not find it exchanged under the finger.
    addEventListener('scroll', () => watchControls(() => wake(undefined)), { once: true, passive: true });
    // An edit by its author comes to a page that is awake.
    if (import.meta.env.DEV) wake(undefined);
  });
}

/** Says that the address asks for what this reading level does not have, with a way to a level that has it. */
function showNote(shown: boolean): void {
  const note = document.querySelector<HTMLElement>('[data-part="level-note"]');
  if (!note) return;
  note.hidden = !shown;
  const query = new URLSearchParams(location.search);
  query.set('level', 'high');
  note.querySelector('a')?.setAttribute('href', `?${query}${location.hash}`);
}

/** Calls back when a control comes near the viewport. */
function watchControls(near: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      near();
    },
    { rootMargin: '50% 0px' },
  );
  for (const form of document.querySelectorAll('.cell-output form')) observer.observe(form);
}

async function start(place: ChapterPlace): Promise<Chapter> {
  const [{ startChapter }, { loadValues }] = await Promise.all([
    import('./chapter.ts'),
    import('./load-values.ts'),
  ]);
  const chapter = await loadValues(place);
  return startChapter(chapter);
}

/** Presses do something each time; a field that is set to the same value twice has it. */
const isPress = (event: Event): boolean => event.type === 'click' || event.type === 'keydown';

/** What does again what the reader did, on what then stands in the same place; nothing where the browser has done it. */
function repeat(event: Event, touched: Element): (() => void) | undefined {
  const root = touched.closest('.cell, .chapter-bar, .chapter-state');
  const field = event.target instanceof Element ? event.target.closest(fields) : null;
  if (!root || !field) return undefined;
  const place = [...root.querySelectorAll(fields)].indexOf(field);
  const then = (act: (now: HTMLElement) => void) => (): void => {
    const now = root.querySelectorAll<HTMLElement>(fields)[place];
    if (now) act(now);
  };
  if (event.type === 'focusin')
    return then((now) => {
      if (now !== field && document.activeElement === document.body) now.focus();
    });
  if (event.type === 'click' && field instanceof HTMLButtonElement) return then((now) => now.click());
  if (event.type === 'input' && 'value' in field) {
    const { value } = field;
    const checked = field instanceof HTMLInputElement && field.checked;
    return then((now) => {
      Object.assign(now, { value }, 'checked' in now ? { checked } : {});
      now.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
  if (event instanceof KeyboardEvent && event.key === 'Enter' && event.shiftKey)
    return then((now) =>
      now.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true })),
    );
  return undefined;
}

function tell(touched: Element | undefined, error: unknown): void {
  console.error(error);
  const box = touched?.closest('.cell')?.querySelector<HTMLElement>('[data-part="error"]');
  if (!box) return;
  box.textContent =
    'The cells of this page could not be loaded. Are you connected? Touch the cell again to try once more.';
  box.hidden = false;
}

/** The switch between reading levels. */

import type { LevelReason } from './before-paint.ts';
import { levelChanged, levelOf, levels, mayDraw } from './level.ts';

const reasons: Readonly<Record<LevelReason, string>> = {
  address: 'as the link asks',
  choice: '',
  'save-data': 'because your browser asks to save data',
  memory: 'because this device has little memory',
  motion: 'because you prefer reduced motion',
  none: '',
};

/** Binds the switch: a group of radio buttons whose values are the levels. */
export function bindLevelSwitch(group: HTMLElement): void {
  const root = document.documentElement;
  const because = group.querySelector<HTMLElement>('[data-part="level-because"]');
  const show = (): void => {
    for (const radio of group.querySelectorAll('input')) radio.checked = radio.value === levelOf();
    if (because) because.textContent = reasons[(root.dataset['levelBecause'] ?? 'none') as LevelReason];
  };
  group.addEventListener('change', ({ target }) => {
    const level = levels.find(
      (candidate) => target instanceof HTMLInputElement && candidate === target.value,
    );
    if (!level) return;
    remember(level);
    root.dataset['level'] = level;
    root.dataset['levelBecause'] = 'choice' satisfies LevelReason;
    show();
    // A page whose cells are awake cannot be put to sleep again; one that is new sleeps.
    if (!mayDraw(level) && root.dataset['cells']) location.reload();
    else document.dispatchEvent(new Event(levelChanged));
  });
  // The browser may have kept the buttons of an earlier visit.
  addEventListener('pageshow', show);
  show();
}

/** Keeps the choice, which also takes the place of what the address asked for. */
function remember(level: string): void {
  const address = new URL(location.href);
  address.searchParams.delete('level');
  history.replaceState(history.state, '', address);
  try {
    localStorage.setItem('level', level);
    sessionStorage.removeItem('level');
  } catch {
    // Where nothing may be kept, the choice holds for this page.
  }
}

/** What every page has beside its text: the switches, the search, the contents, previews, what is kept for offline. One script binds it all. */

import { foldAfterUse } from './fold-after-use.ts';
import { followReading } from './follow-reading.ts';
import { bindLevelSwitch } from './level-switch.ts';
import { bindOffline } from './offline.ts';
import { bindPreviews } from './previews.ts';
import { growWithReading } from './reading-progress.ts';
import { bindSearchKey } from './search-key.ts';
import { bindSectionLinks } from './section-links.ts';
import { bindThemeSwitch } from './theme.ts';
import { bindWideFormulas } from './wide-formulas.ts';

export function bindFurniture(): void {
  bindThemeSwitch(document.documentElement, window);
  given('[data-part="level-switch"]', bindLevelSwitch);
  bindSearchKey();
  bindPreviews();
  given('.contents', (nav) => {
    followReading(nav);
    foldAfterUse(nav);
  });
  bindSectionLinks();
  bindWideFormulas();
  given('.reading-progress', growWithReading);
  if (import.meta.env.PROD)
    given('[data-part="offline"]', (box) => given('[data-part="news"]', (news) => bindOffline(box, news)));
}

function given(selector: string, bind: (element: HTMLElement) => void): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element) bind(element);
}

/**
 * The one script of every page: what stands in it is bound, what few readers ask for comes when they do. It is one file,
 * which imports nothing at once, so that a slow line is asked for it once on a whole visit.
 */

import { bindCodeCopies } from './clipboard.ts';
import { colourOpenedCode } from './code-colours.ts';
import type { ChapterPlace } from './descriptor.ts';
import { pressAgain, takeEarlyPresses } from './early-presses.ts';
import { leaveFrame, linkToSource, tellHeight } from './embed.ts';
import { addressFrame, bindEmbedLinks } from './embed-links.ts';
import { fetchFigures } from './figures.ts';
import { bindFurniture } from './furniture.ts';
import { startSearch } from './search.ts';
import { isOfCell, wakeWhenTouched } from './wake.ts';

/** Binds what the page has. */
export async function startPage(): Promise<void> {
  const root = document.documentElement;
  const cells = document.getElementById('chapter-cells')?.textContent;
  if (cells) startCells(JSON.parse(cells) as ChapterPlace);
  bindCodeCopies();
  if (root.classList.contains('embed-page')) {
    tellHeight();
    linkToSource();
    leaveFrame();
  } else {
    bindFurniture();
  }
  addressFrame();
  const search = document.getElementById('search');
  if (search) startSearch(search.dataset['home'] ?? '/');
  const later = [
    fetchFor('[data-part="verify-all"]', async () => (await import('./ledger.ts')).startLedger()),
    fetchFor('[data-model]', async () => (await import('../speed/page.ts')).startSpeed()),
  ];
  // What was pressed in a cell is done again by what wakes it.
  for (const press of takeEarlyPresses()) if (!isOfCell(press)) pressAgain(press);
  await Promise.all(later);
  root.dataset['page'] = 'ready';
}

/** Starts what a page with such an element has besides; what is pressed in the text until then is pressed again. */
async function fetchFor(selector: string, start: () => Promise<void>): Promise<void> {
  const text = document.querySelector(selector)?.closest('main');
  if (!text) return;
  const pressed: Event[] = [];
  const keep = (press: Event): void => void pressed.push(press);
  text.addEventListener('click', keep, true);
  await start();
  text.removeEventListener('click', keep, true);
  pressed.forEach(pressAgain);
}

function startCells(place: ChapterPlace): void {
  fetchFigures();
  colourOpenedCode();
  bindEmbedLinks();
  const started = wakeWhenTouched(place);
  if (import.meta.env.DEV)
    void import('./live-reload.ts').then(({ followEdits }) => followEdits(place.slug, started));
}

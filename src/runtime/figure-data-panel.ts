/** The “Data” disclosure under a figure: its rows as tables, made when it is opened. */

import { bindCopy } from './clipboard.ts';
import type { CellResult } from './contract.ts';
import type { DataTable } from './data-table.ts';
import { captionOf, csvOf, holdsWords, rowsOf } from './table-text.ts';

/** Rows that a table shows; the copy holds all. */
const most = 500;

/** Milliseconds of rest after which an open table follows a figure that was drawn anew. */
const rest = 800;

/**
 * @param prepare loads what draws the figure; what it resolves with draws it once more, for its marks to be listened to
 * @returns what to call when the figure has been drawn
 */
export function bindFigureData(
  figure: HTMLElement,
  prepare: () => Promise<() => Promise<CellResult>>,
): { drawn: () => void } {
  const details = figure.querySelector<HTMLDetailsElement>('[data-part="data"]');
  const tables = figure.querySelector<HTMLElement>('[data-part="data-tables"]');
  if (!details || !tables) return { drawn: () => undefined };
  const title = figure.getAttribute('aria-label') ?? figure.id;
  let timer = 0;
  const fill = async (): Promise<void> => {
    try {
      const { listenToMarks, tablesOf } = await import('./figure-data.ts');
      const { drawn, marks } = await listenToMarks(await prepare());
      const found = tablesOf(drawn.display, marks);
      tables.replaceChildren(
        ...(found.length > 0
          ? [
              ...found.map((table) => showTable(table, captionOf(table, found, most), title)),
              ...pageOf(figure),
            ]
          : [paragraph('This figure is not drawn from rows of data.')]),
      );
    } catch (error) {
      tables.replaceChildren(paragraph(`The data cannot be shown: ${String(error)}`));
    }
  };
  details.addEventListener('toggle', () => {
    if (details.open) void fill();
  });
  // Opened while the page’s script was on its way.
  if (details.open) void fill();
  return {
    drawn() {
      if (!details.open) return;
      clearTimeout(timer);
      timer = window.setTimeout(() => void fill(), rest);
    },
  };
}

function showTable(data: DataTable, caption: string, title: string): HTMLElement {
  const block = document.createElement('div');
  block.className = 'data-block';
  const copy = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'copy',
    textContent: 'Copy as CSV',
  });
  bindCopy(copy, () => csvOf(data));

  const table = document.createElement('table');
  table.createCaption().textContent = caption;
  const words = data.columns.map(holdsWords);
  const head = table.createTHead().insertRow();
  for (const [i, { name }] of data.columns.entries()) {
    const th = Object.assign(document.createElement('th'), { scope: 'col', textContent: name });
    th.classList.toggle('words', words[i]);
    head.append(th);
  }
  const body = table.createTBody();
  for (const row of rowsOf(data).slice(0, most)) {
    const line = body.insertRow();
    for (const [i, value] of row.entries()) {
      const cell = line.insertCell();
      cell.textContent = value;
      cell.classList.toggle('words', words[i]);
    }
  }
  const scroll = document.createElement('div');
  scroll.className = 'data-scroll';
  // What scrolls must be reachable by keyboard, and then needs a name.
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', `Data of ${title}, ${data.marks}`);
  scroll.append(table);
  block.append(copy, scroll);
  return block;
}

/** The way to what is published, which has an address. */
function pageOf(figure: HTMLElement): HTMLElement[] {
  const href = figure.querySelector('.cell-rows')?.getAttribute('href');
  if (!href) return [];
  const link = Object.assign(document.createElement('a'), { href, textContent: 'As published' });
  const line = paragraph(', on a page of its own, with CSV files.');
  line.prepend(link);
  return [line];
}

function paragraph(text: string): HTMLElement {
  return Object.assign(document.createElement('p'), { textContent: text });
}

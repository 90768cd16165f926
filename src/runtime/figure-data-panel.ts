/** The “Data” disclosure under a figure: its rows as tables, made when it is opened. */

import { bindCopy } from './clipboard.ts';
import type { DataTable } from './figure-data.ts';

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
  prepare: () => Promise<() => Promise<unknown>>,
): { drawn: () => void } {
  const details = figure.querySelector<HTMLDetailsElement>('[data-part="data"]');
  const tables = figure.querySelector<HTMLElement>('[data-part="data-tables"]');
  if (!details || !tables) return { drawn: () => undefined };
  const title = figure.getAttribute('aria-label') ?? '';
  let timer = 0;
  const fill = async (): Promise<void> => {
    try {
      const { listenToMarks, tabulate } = await import('./figure-data.ts');
      const found = tabulate(await listenToMarks(await prepare()));
      tables.replaceChildren(
        ...(found.length > 0
          ? found.map((table) => showTable(table, title))
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

function showTable({ marks, columns, rows }: DataTable, title: string): HTMLElement {
  const block = document.createElement('div');
  block.className = 'data-block';
  const copy = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'copy',
    textContent: 'Copy as CSV',
  });
  bindCopy(copy, () => [columns, ...rows].map((row) => row.map(csv).join(',')).join('\n'));

  const table = document.createElement('table');
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  table.createCaption().textContent =
    rows.length > most ? `${marks}: the first ${most} of ${count}` : `${marks}: ${count}`;
  const words = columns.map((_, i) => rows.some((row) => Number.isNaN(Number(row[i]))));
  const head = table.createTHead().insertRow();
  for (const [i, column] of columns.entries()) {
    const th = Object.assign(document.createElement('th'), { scope: 'col', textContent: column });
    th.classList.toggle('words', words[i]);
    head.append(th);
  }
  const body = table.createTBody();
  for (const row of rows.slice(0, most)) {
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
  scroll.setAttribute('aria-label', `Data of ${title}, ${marks}`);
  scroll.append(table);
  block.append(copy, scroll);
  return block;
}

function paragraph(text: string): HTMLElement {
  return Object.assign(document.createElement('p'), { textContent: text });
}

/** A field as RFC 4180 writes it. */
function csv(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

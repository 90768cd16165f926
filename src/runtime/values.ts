/** Values in the prose: the published text until the reader's own run gives another, which is marked as theirs. */

import type { Module } from '@observablehq/runtime';
import type { CellDescriptor } from './descriptor.ts';
import { formatOwn } from './format-value.ts';

/** Follows the value of each `data-value` element of the page. Nothing is announced: a run changes many at once. */
export function bindValues(
  graph: Module,
  cells: readonly CellDescriptor[],
  ownCode: (cell: string) => boolean,
): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-value]')) {
    const [name = '', ...path] = (element.dataset['value'] ?? '').split('.');
    const cell = cells.find((candidate) => candidate.outputs.includes(name));
    const published = cell?.frozen[name];
    const publishedText = element.textContent.trim();
    const show = (value: unknown): void => {
      let at = value;
      for (const step of path) at = (at as Record<string, unknown> | null | undefined)?.[step];
      const code = cell !== undefined && ownCode(cell.id);
      const own = (value !== published || code) && at !== undefined && at !== null;
      if (!own) {
        element.replaceChildren(publishedText);
        delete element.dataset['own'];
        return;
      }
      const text = formatOwn(at, element.dataset['as']);
      const same = text === publishedText;
      element.dataset['own'] = same ? 'same' : 'other';
      const number = document.createElement('span');
      number.className = 'value-own';
      number.textContent = text;
      element.replaceChildren(
        number,
        ' ',
        mark(code ? 'your code' : 'yours', same ? 'as published' : `published ${publishedText}`),
      );
    };
    graph.variable({ fulfilled: show }).define(null, [name], (value: unknown) => value);
  }
}

/** Small print after a value: whose it is, over what is published. */
function mark(whose: string, published: string): HTMLElement {
  const small = document.createElement('small');
  small.className = 'value-mark';
  const line = (text: string): HTMLElement =>
    Object.assign(document.createElement('span'), { textContent: text });
  small.append(line(whose), ' ', line(published));
  return small;
}

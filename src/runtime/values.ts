/** Values in the prose: the published text until the reader's own run gives another, which is marked as theirs. */

import type { Module } from '@observablehq/runtime';
import type { CellDescriptor } from './descriptor.ts';
import { formatValue } from './format-value.ts';

export function bindValues(graph: Module, cells: readonly CellDescriptor[]): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-value]')) {
    const [name = '', ...path] = (element.dataset['value'] ?? '').split('.');
    const published = cells.find((cell) => cell.outputs.includes(name))?.frozen[name];
    const publishedText = element.textContent;
    const show = (value: unknown): void => {
      let at = value;
      for (const step of path) at = (at as Record<string, unknown> | null | undefined)?.[step];
      const own = value !== published && at !== undefined && at !== null;
      element.textContent = own ? formatValue(at, element.dataset['as']) : publishedText;
      element.toggleAttribute('data-own', own);
      element.title = own ? `From your run. Published: ${publishedText}` : '';
    };
    graph.variable({ fulfilled: show }).define(null, [name], (value: unknown) => value);
  }
}

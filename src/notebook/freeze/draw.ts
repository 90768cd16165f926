/** Draws a view cell without a browser: a small DOM stands in for the page. */

import './dom.ts';
import type { DataTable } from '../../runtime/data-table.ts';
import { listenToMarks, tablesOf } from '../../runtime/figure-data.ts';
import { figureWidths } from '../../runtime/figure-widths.ts';
import { stableIds } from './stable-ids.ts';
import type { CellModule, Control, ViewContext } from '../../runtime/contract.ts';

/** What a view cell shows, and the plain values of its outputs. */
export interface DrawnCell {
  readonly outputs: Record<string, unknown>;
  /** At both figure widths. */
  readonly markup?: string;
  /** The rows behind its marks, if it has any. */
  readonly tables?: readonly DataTable[];
}

export async function drawCell(
  cell: string,
  module: CellModule<ViewContext>,
  inputs: Readonly<Record<string, unknown>>,
): Promise<DrawnCell> {
  const { drawn, marks } = await listenToMarks(() => draw(module, inputs, figureWidths.wide));
  const { outputs, control, display, markup } = drawn;
  if (markup === '') return { outputs };
  const found = tablesOf(display, marks);
  const tables = found.length > 0 ? { tables: found } : {};
  if (control) return { outputs, markup: stableIds(markup, `${cell}-`), ...tables };
  const narrow = await draw(module, inputs, figureWidths.narrow);
  const both = `<div class="figure-wide">${markup}</div><div class="figure-narrow">${narrow.markup}</div>`;
  return { outputs, markup: stableIds(both, `${cell}-`), ...tables };
}

async function draw(
  module: CellModule<ViewContext>,
  inputs: Readonly<Record<string, unknown>>,
  width: number,
) {
  const controls: Element[] = [];
  const view = <T>(element: Element & { value: T }): Control<T> => {
    controls.push(element);
    return Object.assign(
      (async function* () {
        yield element.value;
      })(),
      { element },
    );
  };
  const { outputs, display } = await module.default({ width, view }, inputs);
  const values: Record<string, unknown> = {};
  for (const [name, output] of Object.entries(outputs)) {
    const value = isControl(output) ? output.element.value : await output;
    if (isPlain(value)) values[name] = value;
  }
  const shown = [...controls, ...(isElement(display) ? [display] : [])];
  return {
    outputs: values,
    markup: roundNumbers(shown.map((element) => element.outerHTML).join('')),
    display,
    control: controls.length > 0,
  };
}

function isControl(value: unknown): value is Control<unknown> {
  return typeof value === 'object' && value !== null && 'element' in value;
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && 'outerHTML' in value;
}

function isPlain(value: unknown): boolean {
  return (
    value !== undefined &&
    typeof value !== 'function' &&
    JSON.stringify(value) !== undefined &&
    !holdsElement(value)
  );
}

/** An element is no value, by itself or in a list: it would be written with the ids that it was given in this process. */
function holdsElement(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isElement(value) || Object.values(value).some(holdsElement);
}

/** Two decimals of a CSS pixel are more than a screen shows; text between the tags, and what a control may be set to, stay. */
function roundNumbers(markup: string): string {
  return markup.replace(/<(?!input\b)[^>]+>/g, (tag) =>
    tag.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
}

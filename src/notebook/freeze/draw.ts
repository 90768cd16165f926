/** Draws a view cell without a browser: a small DOM stands in for the page. */

import './dom.ts';
import { figureWidths } from '../../runtime/figure-widths.ts';
import { stableIds } from './stable-ids.ts';
import type { CellModule, Control, ViewContext } from '../../runtime/contract.ts';

/** The markup that a view cell shows, at both figure widths, and the plain values of its outputs. */
export async function drawCell(
  cell: string,
  module: CellModule<ViewContext>,
  inputs: Readonly<Record<string, unknown>>,
): Promise<{ outputs: Record<string, unknown>; markup?: string }> {
  const wide = await draw(module, inputs, figureWidths.wide);
  if (wide.markup === '') return { outputs: wide.outputs };
  if (wide.control) return { outputs: wide.outputs, markup: stableIds(wide.markup, `${cell}-`) };
  const narrow = await draw(module, inputs, figureWidths.narrow);
  const both = `<div class="figure-wide">${wide.markup}</div><div class="figure-narrow">${narrow.markup}</div>`;
  return { outputs: wide.outputs, markup: stableIds(both, `${cell}-`) };
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

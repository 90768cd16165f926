/** A view cell on the page: draws into its figure, keeps the last figure when drawing fails. */

import type { CellFunction, CellModule, Control, ViewContext } from './contract.ts';
import { figureWidths } from './figure-widths.ts';
import type { ControlElement } from './link-state.ts';
import { newest } from './newest.ts';
import { describeError } from './describe-error.ts';
import { showError } from './show-error.ts';

export interface ViewCell {
  /** Draws from these inputs; the outputs of the cell's code, controls as generators of their values. */
  draw(inputs: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
}

let turns: Promise<void> = Promise.resolve();

/** Each figure is drawn in a task and a frame of its own, so that several together do not hold up the page. */
function nextTurn(): Promise<void> {
  turns = turns.then(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  return turns;
}

/** @param attach is given each control that was drawn, by the name of its value */
export function createViewCell(
  figure: HTMLElement,
  load: () => Promise<CellModule<ViewContext>>,
  attach: (name: string, element: ControlElement) => void,
): ViewCell {
  const output = figure.querySelector<HTMLElement>('[data-part="output"]');
  const error = figure.querySelector<HTMLElement>('[data-part="error"]');
  let code: CellFunction<ViewContext> | undefined;
  let drawings = 0;

  return {
    async draw(inputs) {
      code ??= (await load()).default;
      await nextTurn();
      const controls: Element[] = [];
      const view = <T>(element: Element & { value: T }): Control<T> => {
        controls.push(element);
        return followControl(element);
      };
      const width = Math.round(Math.min(figureWidths.wide, output?.clientWidth ?? figureWidths.wide));
      try {
        const { outputs, display } = await code({ width, view }, inputs);
        const shown = [...controls, ...(display instanceof Node ? [display] : [])];
        if (shown.length > 0) output?.replaceChildren(...shown);
        for (const [name, output] of Object.entries(outputs))
          if (isControl(output)) attach(name, output.element);
        if (error) error.hidden = true;
        figure.removeAttribute('data-failed');
        figure.dataset['drawings'] = String(++drawings);
        return outputs;
      } catch (problem) {
        figure.setAttribute('data-failed', '');
        if (error) showError(error, describeError(problem));
        throw problem;
      }
    },
  };
}

function isControl(value: unknown): value is Control<unknown> {
  return typeof value === 'object' && value !== null && 'element' in value;
}

/** The values of a control, from its `input` events. */
function followControl<T>(element: Element & { value: T }): Control<T> {
  const value = newest(element.value);
  element.addEventListener('input', () => value.set(element.value));
  return Object.assign(value.stream(), { element });
}

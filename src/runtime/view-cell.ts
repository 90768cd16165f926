/** A view cell on the page: draws into its figure, keeps the last figure when drawing fails. */

import type { CellFunction, CellModule, Control, ViewContext } from './contract.ts';
import { describeError } from './describe-error.ts';
import { bindFigureData } from './figure-data-panel.ts';
import { figureWidths } from './figure-widths.ts';
import { nextFrame } from './frame.ts';
import type { ControlElement } from './link-state.ts';
import { nameFields, nameFigure } from './name-elements.ts';
import { takePlace } from './held-sliders.ts';
import { followNearness, isNear } from './near-viewport.ts';
import { newest } from './newest.ts';
import { shareStyles } from './share-styles.ts';
import { showError } from './show-error.ts';

type Values = Readonly<Record<string, unknown>>;

export interface ViewCell {
  /**
   * Draws from these inputs; resolves with the outputs of the cell's code, controls as generators of their values.
   * A figure far from the viewport is drawn when it comes near, from the newest inputs that it was given till then.
   */
  draw(inputs: Values): Promise<Values>;
}

export interface ViewCellOptions {
  readonly figure: HTMLElement;
  readonly load: () => Promise<CellModule<ViewContext>>;
  /** Other cells name what it declares, or it shows controls: it is drawn wherever it is. */
  readonly needed: boolean;
  /** The inputs of the published figure. */
  readonly published: Values;
  /** Is given each control that was drawn, by the name of its value. */
  readonly attach: (name: string, element: ControlElement) => void;
}

let turns: Promise<void> = Promise.resolve();

/** Each figure is drawn in a task and a frame of its own, so that several together do not hold up the page. */
function nextTurn(): Promise<void> {
  turns = turns.then(nextFrame);
  return turns;
}

export function createViewCell({ figure, load, needed, published, attach }: ViewCellOptions): ViewCell {
  const output = figure.querySelector<HTMLElement>('[data-part="output"]');
  const error = figure.querySelector<HTMLElement>('[data-part="error"]');
  let code: CellFunction<ViewContext> | undefined;
  let drawings = 0;
  /** The inputs that wait to be drawn, and the drawing that will take them. */
  let waiting: Values | undefined;
  let coming: Promise<Values> | undefined;
  let inputs = published;

  const contextOf = (controls: Element[]): ViewContext => ({
    width: Math.round(Math.min(figureWidths.wide, output?.clientWidth ?? figureWidths.wide)),
    view: (element) => {
      controls.push(element);
      return followControl(element);
    },
  });
  const data = bindFigureData(figure, async () => {
    const drawOnce = (code ??= (await load()).default);
    return () => drawOnce(contextOf([]), waiting ?? inputs);
  });

  const drawWaiting = async (): Promise<Values> => {
    code ??= (await load()).default;
    await nextTurn();
    inputs = waiting ?? inputs;
    waiting = undefined;
    coming = undefined;
    const controls: Element[] = [];
    try {
      const { outputs, display } = await code(contextOf(controls), inputs);
      const shown = [...controls, ...(display instanceof Node ? [display] : [])];
      controls.forEach(nameFields);
      if (display instanceof Element) {
        nameFigure(display, figure.getAttribute('aria-label') ?? figure.id);
        shareStyles(display);
      }
      if (shown.length > 0 && output) takePlace(output, shown);
      for (const [name, value] of Object.entries(outputs)) if (isControl(value)) attach(name, value.element);
      if (error) error.hidden = true;
      figure.removeAttribute('data-failed');
      figure.dataset['drawings'] = String(++drawings);
      data.drawn();
      return outputs;
    } catch (problem) {
      figure.setAttribute('data-failed', '');
      if (error) showError(error, describeError(problem));
      throw problem;
    }
  };
  const drawSoon = (): Promise<Values> => (coming ??= drawWaiting());

  // A player in a published figure has nothing behind it yet: its figure is drawn, and then it plays.
  output?.addEventListener('click', ({ target }) => {
    if (drawings > 0 || !(target instanceof Element && target.closest('[data-plays]'))) return;
    const play = (): void => output.querySelector<HTMLElement>('[data-plays]')?.click();
    // The error is on the page already.
    void drawSoon().then(play, () => undefined);
  });

  if (!needed)
    followNearness(figure, () => {
      // The error is on the page already.
      if (waiting) void drawSoon().catch(() => undefined);
    });

  return {
    async draw(next) {
      waiting = next;
      return needed || isNear(figure) ? drawSoon() : {};
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

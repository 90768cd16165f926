/** The small DOM in which the freeze draws: linkedom, with what Inputs asks of a form besides. */

import { parseHTML } from 'linkedom';

const { document, window } = parseHTML('<!doctype html><html><head></head><body></body></html>');

/** An input's number, read from its `value` and its `min`, `max` as a browser does; linkedom has none of its own. */
Object.defineProperties(window.HTMLInputElement.prototype, {
  valueAsNumber: {
    configurable: true,
    get(this: HTMLInputElement) {
      return this.value === '' ? NaN : Number(this.value);
    },
    set(this: HTMLInputElement, value: number) {
      this.value = Number.isNaN(value) ? '' : String(value);
    },
  },
  checkValidity: {
    configurable: true,
    value(this: HTMLInputElement) {
      const number = Number(this.value);
      const { min, max } = this as { min?: string; max?: string };
      return (!min || number >= Number(min)) && (!max || number <= Number(max));
    },
  },
});

/** Collections of nodes are plain arrays in linkedom; what asks whether it was given one of a page's gets no for an answer. */
class NodeList {
  readonly length = 0;
}
class HTMLCollection {
  readonly length = 0;
}

const { Node, Element, HTMLElement, SVGElement, Event, CustomEvent } = window;
// What Plot and Inputs look for among the globals of a page.
Object.assign(globalThis, {
  document,
  window,
  NodeList,
  HTMLCollection,
  Node,
  Element,
  HTMLElement,
  SVGElement,
  Event,
  CustomEvent,
});

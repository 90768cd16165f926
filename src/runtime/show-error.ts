/** What a cell's run-time error looks like on the page: its message, then its place in the chapter with the code. */

import { findPlace } from './error-place.ts';
import type { RunError } from './messages.ts';

/** Shows the error in the element; its place follows as soon as it is found. */
export function showError(element: HTMLElement, error: RunError): void {
  const message = line('p', `${error.name}: ${error.message}`);
  element.replaceChildren(message);
  element.hidden = false;
  void Promise.resolve(error.place ?? findPlace(error.stack)).then((place) => {
    if (!place || !element.contains(message)) return;
    const code = line('pre', place.frame);
    // Long lines scroll, so the keyboard must reach them.
    code.tabIndex = 0;
    element.append(line('p', `${place.file}:${place.line}:${place.column}`), code);
  });
}

function line(tag: 'p' | 'pre', text: string): HTMLElement {
  return Object.assign(document.createElement(tag), { textContent: text });
}

/** Keeps the address of the page in step with its controls and seeds, so that a link shows what its sender saw. */

import { isSeed, readSettings, refusal, writeSettings, type Setting } from './url-state.ts';

/** A control's element, as `view(…)` takes it. */
export type ControlElement = Element & { value: unknown };

export interface LinkState {
  /** The value that the address gave, for a seed. */
  readonly given: ReadonlyMap<string, unknown>;
  /** A control was drawn: it gets the value that the reader or the link chose, and is followed from now on. */
  attach(name: string, element: ControlElement): void;
  /** A setting has a new value. */
  set(name: string, value: unknown): void;
  /** Sets all controls as published. */
  restore(): void;
}

/** Milliseconds for which the address waits for the last of many changes: browsers refuse to rewrite it too often. */
const calm = 300;

/**
 * @param note is told of what cannot be followed
 * @param changed is called with the present values when one has changed
 */
export function createLinkState(
  settings: readonly Setting[],
  note: (sentence: string) => void,
  changed: (values: ReadonlyMap<string, unknown>) => void,
): LinkState {
  const { values, notes } = readSettings(new URLSearchParams(location.search), settings);
  notes.forEach(note);
  const given = new Map(values);
  const controls = new Map<string, ControlElement>();
  let timer = 0;

  const write = (): void => {
    const query = writeSettings(new URLSearchParams(location.search), settings, values).toString();
    const address = `${location.pathname}${query ? `?${query}` : ''}${location.hash}`;
    if (address !== `${location.pathname}${location.search}${location.hash}`)
      history.replaceState(history.state, '', address);
  };
  const set = (name: string, value: unknown): void => {
    if (JSON.stringify(values.get(name)) === JSON.stringify(value)) return;
    values.set(name, value);
    changed(values);
    clearTimeout(timer);
    timer = window.setTimeout(write, calm);
  };
  const put = (element: ControlElement, value: unknown): void => {
    element.value = value;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  };

  if (given.size > 0) changed(values);
  return {
    given,
    set,
    attach(name, element) {
      controls.set(name, element);
      const chosen = values.get(name);
      const initial = element.value;
      if (chosen !== undefined && JSON.stringify(chosen) !== JSON.stringify(initial)) {
        put(element, chosen);
        if (JSON.stringify(element.value) !== JSON.stringify(chosen)) {
          put(element, initial);
          const setting = settings.find((candidate) => candidate.name === name);
          if (setting) note(refusal(setting, chosen));
        }
      }
      set(name, element.value);
      element.addEventListener('input', () => set(name, element.value));
    },
    restore() {
      for (const { name, published } of settings) {
        const element = controls.get(name);
        if (element && published !== undefined) put(element, published);
        else if (isSeed(name)) set(name, published);
      }
    },
  };
}

/** What on the page is not as published, with a link to it; and what a link asked for in vain. */

import { bindCopy } from './clipboard.ts';
import { changedSettings, type Setting } from './url-state.ts';

export interface StatePanel {
  /** To call when a setting has changed. */
  show(settings: readonly Setting[], values: ReadonlyMap<string, unknown>): void;
  /** Says something about the link by which the page was opened. */
  note(sentence: string): void;
}

/** @param restore sets everything as published */
export function bindStatePanel(panel: HTMLElement, restore: () => void): StatePanel {
  const part = (name: string): HTMLElement => panel.querySelector(`[data-part="${name}"]`) as HTMLElement;
  const row = part('changed');
  bindCopy(part('copy-link'), () => location.href);
  part('restore').addEventListener('click', restore);
  return {
    show(settings, values) {
      const changed = changedSettings(settings, values);
      row.hidden = changed.length === 0;
      part('settings').textContent = changed
        .map(({ name, title }) => `${title} ${String(values.get(name))}`)
        .join(', ');
    },
    note(sentence) {
      const notes = part('notes');
      notes.hidden = false;
      notes.append(Object.assign(document.createElement('p'), { textContent: sentence }));
    },
  };
}

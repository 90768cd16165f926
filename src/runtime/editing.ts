/** A live cell's Edit: the editor and the compiler are loaded when it is pressed, and what was kept is offered, never run. */

import type { EditPanel } from '../editing/panel.ts';
import type { Edits } from './edits.ts';
import { forgetEdit, recallEdit } from './kept-edits.ts';
import type { LiveCell } from './live-cell.ts';
import { makeButton } from './make-button.ts';

export interface CellEditor {
  /** Takes what is in the editor; resolves whether the cell can run with it. */
  take(): Promise<boolean>;
  /** The cell may have changed. */
  refresh(): void;
}

export interface EditingOptions {
  readonly slug: string;
  readonly cell: LiveCell;
  readonly edits: Edits;
  /** Runs the cell, with what is in the editor. */
  readonly run: () => void;
}

/** Binds the button that the page was built with; nothing where it was built without one. */
export function bindEditing(section: HTMLElement, options: EditingOptions): CellEditor | undefined {
  const button = section.querySelector<HTMLElement>('[data-part="edit"]');
  if (!button) return undefined;
  const { slug, cell } = options;
  const { id, publishedKey } = cell.descriptor;
  let panel: Promise<EditPanel> | undefined;
  let open: EditPanel | undefined;

  const edit = async (code?: string): Promise<void> => {
    try {
      panel ??= import('../editing/panel.ts').then(({ openPanel }) => openPanel(section, options));
      open = await panel;
    } catch (error) {
      panel = undefined;
      console.error(error);
      say('The editor could not be loaded. Are you connected? Press Edit to try once more.');
      return;
    }
    offer?.remove();
    button.hidden = true;
    if (code !== undefined) open.write(code);
    open.focus();
  };
  button.addEventListener('click', () => void edit(recallEdit(slug, id)?.code));

  const note = (): HTMLElement => {
    const row = document.createElement('div');
    row.className = 'cell-kept controls';
    section.querySelector('.cell-foot')?.before(row);
    return row;
  };
  const say = (sentence: string): void => {
    const row = note();
    row.setAttribute('role', 'alert');
    row.textContent = sentence;
    offer?.remove();
    offer = row;
  };

  let offer: HTMLElement | undefined;
  const kept = recallEdit(slug, id);
  if (kept) {
    offer = note();
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(kept.at);
    const sentence = document.createElement('span');
    sentence.textContent = `You changed this cell on ${day}.${
      kept.of === publishedKey ? '' : ' What was published has changed since then.'
    }`;
    const name = section.getAttribute('aria-label') ?? id;
    offer.append(
      sentence,
      makeButton('Show', `Show what you changed in ${name}`, () => void edit(kept.code)),
      makeButton('Discard', `Discard what you changed in ${name}`, () => {
        forgetEdit(slug, id);
        offer?.remove();
        button.focus();
      }),
    );
  }

  return {
    take: async () => open?.take() ?? true,
    refresh: () => open?.refresh(),
  };
}

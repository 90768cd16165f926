/** The opened editor of a live cell: its text, what is wrong with it, and whose it is. */

import type { CellMistake } from '../notebook/cell-mistake.ts';
import { bindCopy } from '../runtime/clipboard.ts';
import type { EditingOptions } from '../runtime/editing.ts';
import { forgetEdit, keepEdit } from '../runtime/kept-edits.ts';
import { levelChanged, mayTrain } from '../runtime/level.ts';
import { makeButton } from '../runtime/make-button.ts';
import { createEditor } from './editor.ts';
import { tellMistakes } from './tell-mistakes.ts';

export interface EditPanel {
  /** Takes the text of the editor as the cell's code; resolves whether it could be taken. */
  take(): Promise<boolean>;
  /** Puts a text into the editor. */
  write(code: string): void;
  refresh(): void;
  focus(): void;
}

/** Milliseconds without a keystroke after which the text is looked at. */
const calm = 500;

/** Puts an editor in the place of the cell's code. */
export function openPanel(section: HTMLElement, { slug, cell, edits, run }: EditingOptions): EditPanel {
  const { id, publishedKey } = cell.descriptor;
  const name = section.getAttribute('aria-label') ?? id;
  const published = edits.published(id).trimEnd();
  const pre = section.querySelector<HTMLElement>('.cell-code pre');
  /** What the cell has now. */
  let taken = published;
  /** What was in the editor before the published code was put back. */
  let own: string | undefined;
  let shown = '';
  let timer = 0;
  let erred: unknown;

  const editor = createEditor({
    code: published,
    label: `Code of ${name}`,
    describedBy: `${id}-editing`,
    covered: () => foot.offsetHeight,
    run,
    changed() {
      clearTimeout(timer);
      timer = window.setTimeout(() => void look(), calm);
      tellState();
    },
  });
  const hint = make('p', 'unseen', 'Tab leaves the field. Control or Command and Enter runs the code.');
  hint.id = `${id}-editing`;
  const runButton = makeButton('Run', `Run the code of ${name}`, run);
  runButton.className = 'primary';
  const back = makeButton('Published code', `Published code of ${name}`, () => void exchange());
  const buttons = make('div', 'controls');
  buttons.append(runButton, back);
  const state = make('p', 'status');
  state.setAttribute('role', 'status');
  state.style.minHeight = '0';
  const problems = make('div', 'cell-error');
  problems.hidden = true;
  const whole = make('div', 'cell-editor');
  // Stays in sight below long code.
  const foot = make('div', 'editor-foot');
  foot.append(problems, buttons, state);
  whole.append(hint, editor.element, foot);
  pre?.after(whole);
  const copy = section.querySelector<HTMLElement>('[data-part="copy"]');
  if (copy) {
    // What is beside it is the editor from now on.
    copy.dataset['part'] = 'copy-own';
    bindCopy(copy, () => editor.code);
  }
  const follow = (): void => {
    whole.hidden = !mayTrain();
    if (pre) pre.hidden = mayTrain();
  };
  document.addEventListener(levelChanged, follow);
  follow();

  const code = (): string => editor.code.trimEnd();

  /** Shows what is wrong, without announcing it: while one writes, much is wrong that will not be. */
  const tell = (mistakes: readonly CellMistake[]): void => {
    editor.mark(mistakes);
    const lines = tellMistakes(editor.code, mistakes);
    if (lines.join('\n') === shown) return;
    shown = lines.join('\n');
    problems.hidden = lines.length === 0;
    problems.replaceChildren(...lines.map((line) => make('p', '', line)));
  };

  const tellState = (): void => {
    const now = code();
    const told =
      now !== taken
        ? 'Changed, not run. It is kept in this browser.'
        : now === published
          ? 'The published code.'
          : 'Your code, not the published one. It is kept in this browser.';
    if (state.textContent !== told) state.textContent = told;
    back.setAttribute('aria-disabled', String(now === published && own === undefined));
    back.textContent = now === published && own !== undefined ? 'Your code again' : 'Published code';
    back.setAttribute('aria-label', `${back.textContent}: ${name}`);
  };

  const keep = (): void => {
    clearTimeout(timer);
    const now = code();
    if (now === published) forgetEdit(slug, id);
    else keepEdit(slug, id, { code: now, of: publishedKey, at: Date.now() });
  };

  /** Keeps the text, and says what is wrong with it. */
  const look = async (): Promise<void> => {
    keep();
    const text = editor.code;
    const mistakes = text.trimEnd() === published ? [] : await edits.check(id, text);
    if (editor.code === text) tell(mistakes);
  };

  const exchange = async (): Promise<void> => {
    if (code() !== published) {
      own = editor.code;
      editor.write(published);
      await take();
    } else if (own !== undefined) {
      editor.write(own);
      own = undefined;
      await look();
    }
    tellState();
  };

  const take = async (): Promise<boolean> => {
    keep();
    const now = code();
    const mistakes = await edits.take(id, now);
    tell(mistakes);
    if (mistakes.length > 0) {
      editor.goTo(mistakes[0]?.start ?? 0);
      state.textContent = `Not run. ${shown}`;
      return false;
    }
    taken = now;
    if (now !== published) own = undefined;
    tellState();
    return true;
  };

  tellState();
  return {
    take,
    write(text) {
      if (text.trimEnd() === code()) return;
      editor.write(text);
      void look();
      tellState();
    },
    refresh() {
      const error = cell.state.phase === 'failed' ? cell.state.error : undefined;
      if (error === erred) return;
      erred = error;
      const place = error?.place;
      if (place?.cell !== id || code() !== taken) return;
      const start = offsetOf(editor.code, place.line, place.column);
      editor.mark([{ start, length: /^[\w$]+/.exec(editor.code.slice(start))?.[0].length ?? 1 }]);
    },
    focus: () => editor.focus(),
  };
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, row) => sum + row.length + 1, 0) + column - 1;
}

function make(tag: 'div' | 'p', className: string, text = ''): HTMLElement {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

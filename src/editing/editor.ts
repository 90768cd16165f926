/** The field in which a reader edits code. Tab leaves it; its colours are those of all code on the site. */

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, LanguageSupport, syntaxHighlighting } from '@codemirror/language';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tagHighlighter, tags } from '@lezer/highlight';

export interface Editor {
  readonly element: HTMLElement;
  readonly code: string;
  /** Puts another text in the place of all of it, which can be undone. */
  write(code: string): void;
  /** Marks these ranges and their lines, and no others. */
  mark(places: readonly { readonly start: number; readonly length: number }[]): void;
  /** Puts the cursor at a place, in sight, and the focus into the field. */
  goTo(offset: number): void;
  focus(): void;
}

export interface EditorOptions {
  readonly code: string;
  /** Its name. */
  readonly label: string;
  /** Id of what says how its keys work. */
  readonly describedBy: string;
  /** Height of what lies over its lower end, in pixels. */
  readonly covered: () => number;
  readonly run: () => void;
  readonly changed: () => void;
}

/** The classes that Shiki gives to the same parts. */
const colours = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.operator, tags.modifier], class: 'token-keyword' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: 'token-string' },
  { tag: tags.comment, class: 'token-comment' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.self], class: 'token-constant' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.typeName, tags.className],
    class: 'token-function',
  },
]);

const marks = StateEffect.define<DecorationSet>();
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) =>
    transaction.effects.find((effect) => effect.is(marks))?.value ?? before.map(transaction.changes),
  provide: (field) => EditorView.decorations.from(field),
});

const theme = EditorView.theme({
  '&': {
    backgroundColor: 'var(--paper)',
    border: '1px solid var(--rule)',
    borderRadius: '4px',
    color: 'var(--ink)',
    margin: '0.2rem 0 0.5rem',
  },
  '&.cm-focused': { outline: '2px solid var(--ink)', outlineOffset: '1px' },
  '.cm-scroller': { font: '0.66rem/1.6 var(--mono)', overflowX: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0.8rem 0', tabSize: '2' },
  '.cm-line': { padding: '0 0.9rem 0 0.5rem' },
  '.cm-gutters': {
    backgroundColor: 'var(--paper)',
    border: '0',
    borderRight: '1px solid var(--rule)',
    color: 'var(--ink-soft)',
  },
  '.cm-mistake-line': { backgroundColor: 'color-mix(in srgb, var(--wrong) 9%, transparent)' },
  '.cm-mistake': { textDecoration: 'underline wavy var(--wrong)', textUnderlineOffset: '0.2em' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--rule)' },
});

export function createEditor({ code, label, describedBy, covered, run, changed }: EditorOptions): Editor {
  const runNow = (): boolean => {
    run();
    return true;
  };
  const view = new EditorView({
    state: EditorState.create({
      doc: code,
      extensions: [
        lineNumbers(),
        history(),
        indentOnInput(),
        bracketMatching(),
        new LanguageSupport(typescriptLanguage, javascriptLanguage.data.of({})),
        syntaxHighlighting(colours),
        marked,
        theme,
        EditorState.tabSize.of(2),
        // At the upper end of the window lies the line with the contents.
        EditorView.scrollMargins.of(() => ({ top: 70, bottom: covered() })),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': describedBy,
          autocapitalize: 'off',
          autocorrect: 'off',
          spellcheck: 'false',
          // It is reached by Tab anyway; this says so.
          tabindex: '0',
        }),
        // Shift+Enter runs the cell from anywhere in it; here it must only not break the line.
        keymap.of([
          { key: 'Mod-Enter', run: runNow },
          { key: 'Shift-Enter', run: () => true },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged) changed();
        }),
      ],
    }),
  });
  return {
    element: view.dom,
    get code() {
      return view.state.doc.toString();
    },
    write(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    mark(places) {
      const { doc } = view.state;
      const ranges = places.flatMap(({ start, length }) => {
        if (length === 0) return [];
        const from = Math.min(start, doc.length);
        const to = Math.min(from + length, doc.length);
        const line = Decoration.line({ class: 'cm-mistake-line' }).range(doc.lineAt(from).from);
        return from === to ? [line] : [line, Decoration.mark({ class: 'cm-mistake' }).range(from, to)];
      });
      view.dispatch({ effects: marks.of(Decoration.set(ranges, true)) });
    },
    goTo(offset) {
      const at = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
  };
}

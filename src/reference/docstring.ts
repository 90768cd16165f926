/** The comment before a declaration: its text, its tags and its examples, each line with its place in the source. */

import ts from 'typescript';

/** A line of a comment without its star, and the offset in the source where its text begins. */
export interface DocLine {
  readonly text: string;
  readonly offset: number;
}

/** An `@example`: what is said before its fence, and the code within. */
export interface Example {
  /** Words of the fence after its language, such as `seed=3`. */
  readonly meta: string;
  readonly said: readonly DocLine[];
  readonly code: readonly DocLine[];
}

export interface Docstring {
  /** Everything before the first tag. */
  readonly text: readonly DocLine[];
  readonly params: readonly { readonly name: string; readonly text: readonly DocLine[] }[];
  readonly returns: readonly DocLine[];
  readonly throws: readonly (readonly DocLine[])[];
  readonly examples: readonly Example[];
}

/** The docstring of the first declaration that has one. */
export function docstringOf(declarations: readonly ts.Declaration[]): Docstring | undefined {
  for (const declaration of declarations) {
    const comment = ts.getJSDocCommentsAndTags(declaration).findLast(ts.isJSDoc);
    if (comment) return readDocstring(linesOf(comment.getSourceFile().text, comment.pos, comment.end));
  }
  return undefined;
}

/** The lines between the opening and the closing of a comment. */
function linesOf(source: string, start: number, end: number): DocLine[] {
  let at = start;
  return source
    .slice(start, end)
    .split('\n')
    .map((line) => {
      const before = /^\s*(?:\/\*\*|\*(?!\/))? ?/.exec(line)?.[0].length ?? 0;
      const text = line.slice(before).replace(/\s*\*\/\s*$/, '');
      const offset = at + before;
      at += line.length + 1;
      return { text, offset };
    });
}

function readDocstring(lines: readonly DocLine[]): Docstring {
  const parts: { tag: string; lines: DocLine[] }[] = [{ tag: '', lines: [] }];
  let fenced = false;
  for (const line of lines) {
    const tag = fenced ? undefined : /^@(\w+)\s?/.exec(line.text);
    if (/^\s*```/.test(line.text)) fenced = !fenced;
    if (tag)
      parts.push({
        tag: tag[1] ?? '',
        lines: [{ text: line.text.slice(tag[0].length), offset: line.offset + tag[0].length }],
      });
    else parts.at(-1)?.lines.push(line);
  }
  const of = (name: string): (readonly DocLine[])[] =>
    parts.filter(({ tag }) => tag === name).map((part) => trim(part.lines));
  return {
    text: of('').flat(),
    params: of('param').map(readParam),
    returns: of('returns').flat(),
    throws: of('throws'),
    examples: of('example').map(readExample),
  };
}

function readParam([first, ...rest]: readonly DocLine[]) {
  const name = /^\S*/.exec(first?.text ?? '')?.[0] ?? '';
  const text = (first?.text ?? '').slice(name.length).replace(/^\s+(-\s)?/, '');
  const offset = (first?.offset ?? 0) + (first?.text.length ?? 0) - text.length;
  return { name, text: [{ text, offset }, ...rest] };
}

/** Code stands in a ```ts fence; what stands before it is said of it. */
function readExample(lines: readonly DocLine[]): Example {
  const open = lines.findIndex(({ text }) => /^```(ts|typescript)\b/.test(text));
  const close = lines.findIndex(({ text }, index) => index > open && /^```\s*$/.test(text));
  if (open < 0 || close < 0) return { meta: '', said: trim(lines), code: [] };
  return {
    meta: (lines[open]?.text ?? '').replace(/^```\w+\s*/, ''),
    said: trim(lines.slice(0, open)),
    code: lines.slice(open + 1, close),
  };
}

/** Without empty lines at both ends. */
function trim(lines: readonly DocLine[]): readonly DocLine[] {
  const first = lines.findIndex(({ text }) => text.trim() !== '');
  const last = lines.findLastIndex(({ text }) => text.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

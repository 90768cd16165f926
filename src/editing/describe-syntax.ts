/** What a parser says of a syntax error, in the words of a person. */

import type { CellMistake } from '../notebook/cell-mistake.ts';
import type { SyntaxMistake } from './parse-code.ts';

const before = 'Look at the marked place and just before it: a comma, a bracket or a quote may be missing.';

export function describeSyntax({ message, offset }: SyntaxMistake, code: string): CellMistake {
  const end = code.trimEnd().length;
  if (message.startsWith('Unexpected token') && offset >= end)
    return {
      summary: 'the code ends before it is complete',
      remedy: 'A bracket, a brace or a quote that was opened is not closed.',
      start: Math.max(0, end - 1),
      length: 1,
    };
  const token = /^[\w$]+|^\S/.exec(code.slice(offset))?.[0] ?? ' ';
  const at = { start: offset, length: token.length };
  const twice = /^Identifier '(.+)' has already been declared/.exec(message)?.[1];
  if (twice !== undefined)
    return { ...at, summary: `“${twice}” is declared twice`, remedy: 'Give one of the two another name.' };
  if (/^Unterminated (string|template)/.test(message))
    return {
      ...at,
      summary: 'a text in quotes is not closed',
      remedy: 'Close it with the quote that it begins with.',
    };
  if (message.startsWith('Unexpected token'))
    return { ...at, summary: `“${token}” is not expected here`, remedy: before };
  return { ...at, summary: `this is not valid TypeScript: ${message}`, remedy: before };
}

import { expect, it } from 'vitest';
import { compileChapter } from '../notebook/chapters.ts';
import type { FrozenOutput } from '../notebook/types.ts';
import { missingCompanions } from './companions.ts';

const chapter = (more: string): string => `---
title: T
description: D.
---

\`\`\`ts live id=walk
const steps = 3;
\`\`\`

\`\`\`ts view id=figure
String(steps);
\`\`\`

${more}
`;
const frozen = (markup: string) =>
  new Map<string, FrozenOutput>([['figure', { cell: 'figure', key: '', seed: 0, outputs: {}, markup }]]);
const missing = (text: string, markup: string, file = 'content/chapters/01-a.mdx') =>
  missingCompanions({ ...compileChapter('content/chapters/01-a.mdx', text), file }, frozen(markup)).map(
    ({ line, remedy }) => `${line} ${remedy}`,
  );

const caption = '<Caption of="figure">\nLook.\n</Caption>\n';
const toTry = '<Try of="walk">\nRun it.\n</Try>\n';

it('a figure without caption and a live cell without anything to try are told at their fences', () => {
  expect(missing(chapter(''), '<svg></svg>')).toEqual([
    '6 Suggest one thing after it: <Try of="walk">…</Try>',
    '10 Say after it what to look for: <Caption of="figure">…</Caption>',
  ]);
});
it('with both, nothing is missing', () => {
  expect(missing(chapter(`${caption}\n${toTry}`), '<svg></svg>')).toEqual([]);
});
it('a control is no figure, and a live cell that no one sees needs nothing to try', () => {
  expect(missing(chapter(toTry), '<form></form>')).toEqual([]);
  expect(missing(chapter(caption).replace('String(steps)', 'String(3)'), '<svg></svg>')).toEqual([]);
});
it('what is said of a control is said of the live cells that it moves', () => {
  const moved = chapter('<Try of="choice">\nMove it.\n</Try>\n')
    .replace('steps = 3', 'steps = start')
    .replace('```ts live', '```ts view id=choice\nconst start = view(String(3));\n```\n\n```ts live');
  expect(missing(moved, '<p></p>')).toEqual([]);
  expect(missing(moved.replace('steps = start', 'steps = 3'), '<p></p>')).toHaveLength(1);
});
it('pages of the reference are let off', () => {
  expect(missing(chapter(''), '<svg></svg>', 'content/reference/01-a.mdx')).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkApparatus } from '../apparatus/check.ts';
import { checkAssets } from './assets.ts';
import { compileChapter, examineChapter } from './chapters.ts';
import { inOrder, type NotebookProblem } from './problem.ts';
import { checkTypes } from './type-check.ts';

const root = process.cwd();
const folder = 'test/fixtures/broken';

interface Expected {
  readonly line: number;
  readonly column: number;
  /** A part of the message, and a part of the remedy. */
  readonly summary: string;
  readonly remedy: string;
}

/** `expected.txt` tells of each broken chapter what its author must be told, and where. */
function readExpected(): Map<string, Expected[]> {
  const byFile = new Map<string, Expected[]>();
  for (const block of readFileSync(`${folder}/expected.txt`, 'utf8').trim().split('\n\n')) {
    const match = /^(\S+):(\d+):(\d+) {2}(.*)\n {2}Remedy: (.*)$/.exec(block);
    if (!match) throw new Error(`expected.txt: not of its form: ${block}`);
    const [, file = '', line, column, summary = '', remedy = ''] = match;
    const expected = { line: Number(line), column: Number(column), summary, remedy };
    byFile.set(file, [...(byFile.get(file) ?? []), expected]);
  }
  return byFile;
}

/** What the build says of this chapter. */
function problemsOf(name: string): NotebookProblem[] {
  const file = `${folder}/${name}`;
  const { chapter, problems } = examineChapter(file, readFileSync(file, 'utf8'));
  if (!chapter) return problems;
  return inOrder([
    ...problems,
    ...checkAssets(root, [chapter]),
    ...checkTypes(root, [chapter]),
    ...checkApparatus(root, [chapter]),
  ]);
}

describe('a broken chapter is refused at its lines, with remedies', () => {
  const expected = readExpected();

  it('every fixture has its expectation', () => {
    const fixtures = readdirSync(folder).filter((name) => name.endsWith('.mdx'));
    expect([...expected.keys()].sort()).toEqual(fixtures.sort());
    expect(fixtures.length).toBeGreaterThanOrEqual(60);
  });

  // The first that is type-checked starts TypeScript.
  it.each([...expected])('%s', { timeout: 60_000 }, (name, mistakes) => {
    const told = problemsOf(name);
    expect(told.map(({ line, column, summary }) => `${line}:${column} ${summary}`)).toEqual(
      mistakes.map(
        ({ line, column, summary }) => expect.stringContaining(`${line}:${column} ${summary}`) as string,
      ),
    );
    for (const [index, problem] of told.entries()) {
      const { line, column, remedy } = mistakes[index] as Expected;
      expect(problem.remedy).toContain(remedy);
      expect(problem.message).toContain(`${folder}/${name}:${line}:${column}  `);
      // The frame marks the very column, under its line.
      const rows = problem.frame.split('\n');
      const marked = rows.findIndex((row) => row.startsWith('>'));
      const gutter = rows[marked]?.indexOf('| ') ?? 0;
      expect(rows[marked + 1]?.indexOf('^')).toBe(gutter + 1 + column);
    }
  });
});

describe('the same chapters without the mistake are accepted', () => {
  it.each([
    ['type-error.mdx', 'Math.sqrt(words)', 'Math.sqrt(words.length)'],
    ['crossing-typed-array.mdx', 'new Float32Array(3)', 'Array.from(new Float32Array(3))'],
    ['crossing-function.mdx', '(x: number) => 2 * x', '2 * 3'],
    ['view-shows-promise.mdx', '\ndraw()', '\nawait draw()'],
    ['value-missing-path.mdx', 'x.step', 'x.steps'],
    ['promise-lost.mdx', '\nloadDigits', '\nawait loadDigits'],
  ])('%s with %s → %s', { timeout: 60_000 }, (name, from, to) => {
    const text = readFileSync(`${folder}/${name}`, 'utf8')
      .replace(from, to)
      .replace('String(f(2))', 'String(f)');
    expect(checkTypes(root, [compileChapter(`mended-${name}`, text)])).toEqual([]);
  });
});

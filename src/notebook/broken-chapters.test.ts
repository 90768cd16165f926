import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkAssets } from './assets.ts';
import { compileChapter } from './chapters.ts';
import { NotebookProblem } from './problem.ts';
import { checkTypes } from './type-check.ts';

const root = process.cwd();
const fixture = (name: string) => {
  const file = `test/fixtures/broken/${name}.mdx`;
  return [file, readFileSync(file, 'utf8')] as const;
};

function problemOf(act: () => unknown): NotebookProblem {
  try {
    act();
  } catch (error) {
    if (error instanceof NotebookProblem) return error;
    throw error;
  }
  throw new Error('The fixture was accepted.');
}

describe('a broken chapter is refused at its line, with a remedy', () => {
  it('syntax error', () => {
    const problem = problemOf(() => compileChapter(...fixture('syntax-error')));
    expect(problem.message).toContain('test/fixtures/broken/syntax-error.mdx:9:47');
    expect(problem.summary).toMatch(/syntax error in cell “sum”/);
    expect(problem.frame).toContain('>  9 | const total = values.reduce((a, b) => a + b, 0;');
    expect(problem.remedy).not.toBe('');
  });

  it('type error, across cells, with promises resolved', () => {
    const [problem, ...others] = checkTypes(root, [compileChapter(...fixture('type-error'))]);
    expect(others).toEqual([]);
    expect(problem?.message).toContain('test/fixtures/broken/type-error.mdx:8:24');
    expect(problem?.summary).toContain('string[]');
    expect(problem?.frame).toContain('^^^^^');
  });

  it('unknown name, with the name that was meant', () => {
    const problem = problemOf(() => compileChapter(...fixture('unknown-name')));
    expect(problem.message).toContain('test/fixtures/broken/unknown-name.mdx:7:29');
    expect(problem.summary).toBe('nothing declares “acuracy”');
    expect(problem.remedy).toBe('Did you mean “accuracy”?');
  });

  it('missing data file', () => {
    const [problem] = checkAssets(root, [compileChapter(...fixture('missing-asset'))]);
    expect(problem?.message).toContain('test/fixtures/broken/missing-asset.mdx:4:22');
    expect(problem?.summary).toContain('public/data/no-such-file.bin is missing');
    expect(problem?.remedy).toContain('git checkout');
  });

  it('the same chapters without the mistake are accepted', () => {
    const mended = fixture('type-error')[1].replace('Math.sqrt(words)', 'Math.sqrt(words.length)');
    expect(checkTypes(root, [compileChapter('mended.mdx', mended)])).toEqual([]);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { frozenFile, readFrozen, readWhole, removeOrphans, writeFrozen } from './frozen-files.ts';
import { NotebookProblem } from './problem.ts';
import type { FrozenOutput } from './types.ts';

const root = mkdtempSync(join(tmpdir(), 'frozen-'));
afterAll(() => rmSync(root, { recursive: true }));

const output: FrozenOutput = {
  cell: 'sum',
  key: 'k1',
  seed: 1,
  outputs: {
    total: 0.1 + 0.2,
    list: [1e-300, -0.5, null],
    text: '<<<<<<< no conflict, for it is inside of a line',
  },
  markup: '<svg></svg>',
  tables: [
    { plot: '', marks: 'dot', columns: [{ name: 'x', values: [0.1, ''] }] },
    {
      plot: 'Two',
      marks: 'line',
      columns: [
        { name: 'a', values: [1, 2] },
        { name: 'b', values: ['"', ','] },
      ],
    },
  ],
};
const path = join(root, frozenFile('slug', 'sum'));
const text = (): string => readFileSync(path, 'utf8');

beforeEach(() => writeFrozen(root, 'slug', output));

function problem(): NotebookProblem {
  try {
    readFrozen(root, 'slug', 'sum');
  } catch (error) {
    if (error instanceof NotebookProblem) return error;
    throw error;
  }
  throw new Error('The file was accepted.');
}

describe('frozen files', () => {
  it('read ∘ write = identity', () => {
    expect(readFrozen(root, 'slug', 'sum')).toEqual(output);
  });

  it('a column of a table has a line to itself, so that a diff tells which has changed', () => {
    const columns = text()
      .split('\n')
      .filter((line) => line.includes('"values"'));
    expect(columns.map((line) => (JSON.parse(line.replace(/,$/, '')) as { name: string }).name)).toEqual([
      'x',
      'a',
      'b',
    ]);
  });

  it('writing twice gives the same bytes', () => {
    const before = text();
    writeFrozen(root, 'slug', output);
    expect(text()).toBe(before);
  });

  it('a file is never half-written under its name: what is being written has another', () => {
    expect(readdirSync(join(root, 'content/frozen/slug'))).toEqual(['sum.json']);
    writeFileSync(`${path}.part`, '{ "cell": "su');
    expect(readFrozen(root, 'slug', 'sum')).toEqual(output);
    expect(removeOrphans(root, 'slug', ['sum'])).toEqual(['content/frozen/slug/sum.json.part']);
  });

  it('no file is no output', () => {
    expect(readFrozen(root, 'slug', 'other')).toBe(undefined);
  });

  it.each([
    ['a value', '0.30000000000000004', '0.3', /edited by hand/, 16, 3],
    ['the markup', '<svg>', '<svg >', /edited by hand/, 16, 3],
    ['a row of a table', '[0.1,', '[0.2,', /edited by hand/, 16, 3],
    ['the key', '"k1"', '"k2"', /edited by hand/, 16, 3],
    ['the digest itself', /"digest": "./, '"digest": "x', /edited by hand/, 16, 3],
    ['a missing digest', /,\n {2}"digest".*/, '', /edited by hand/, 1, 1],
    ['a merge conflict', '  "key"', '<<<<<<< ours\n  "key"', /merge conflict/, 3, 1],
    ['broken JSON', '"seed": 1', '"seed": ,', /not JSON/, 4, 11],
    ['a truncated file', /"seed"[^]*$/, '', /not JSON/, 4, 2],
    ['the output of another cell', '"cell": "sum"', '"cell": "product"', /another cell, “product”/, 2, 3],
  ])(
    '%s, changed by hand, is told with its place and the command that mends it',
    (_, from, to, summary, line, column) => {
      writeFileSync(path, text().replace(from, to));
      const told = problem();
      expect(told.summary).toMatch(summary);
      expect({ file: told.file, line: told.line, column: told.column }).toEqual({
        file: 'content/frozen/slug/sum.json',
        line,
        column,
      });
      expect(told.remedy).toContain('npm run freeze -- slug');
      expect(readWhole(root, 'slug', 'sum')).toBe(undefined);
    },
  );

  it('the frame of a very long line is short', () => {
    writeFileSync(path, `{ "cell": "sum", "outputs": { "list": [${'1, '.repeat(50_000)} oops] } }`);
    expect(problem().frame.length).toBeLessThan(400);
    expect(problem().frame).toContain('oops');
  });
});

import { describe, expect, it } from 'vitest';
import { compileChapter } from '../chapters.ts';
import { readOptions, seedShifts, sum, type Report } from './verify-report.ts';

const chapter = (attributes: string) =>
  compileChapter(
    `report-${attributes}.mdx`,
    '```ts live id=numbers\nconst spread = 1;\n```\n\n' +
      `<Claim id="so" ${attributes} value={spread} below={2}>So it is.</Claim>\n`,
  );
const slugOf = (attributes: string) => chapter(attributes).slug;
/** A report in which the claim held or did not, seed by seed. */
const reportOf = (attributes: string, held: readonly boolean[], key = 'k', from = 0): Report => ({
  shard: { index: 1, of: 1 },
  seeds: held.length,
  chapters: {
    [slugOf(attributes)]: {
      identical: [],
      wrong: [],
      seconds: [],
      claims: {
        so: {
          key,
          runs: held.map((holds, i) => ({ shift: from + i, holds, value: holds ? 1 : 3, bound: 2 })),
        },
      },
    },
  },
});
const wrongOf = (attributes: string, ...held: boolean[]) =>
  sum([reportOf(attributes, held)], [chapter(attributes)]).wrong;

describe('readOptions', () => {
  it('reads chapters, seeds, shard and report', () => {
    expect(readOptions(['noether', '--seeds', '20', '--shard', '2/3', '--report', 'r.json'])).toEqual({
      chapters: ['noether'],
      seeds: 20,
      shard: { index: 2, of: 3 },
      report: 'r.json',
      join: [],
      publish: false,
    });
    expect(readOptions(['--publish', '--join', 'a.json', 'b.json']).join).toEqual(['a.json', 'b.json']);
    expect(readOptions(['--shard', '2/3']).report).toBe('.cache/verify/report-2-of-3.json');
  });

  it.each([
    [['--seeds', '0']],
    [['--seeds']],
    [['--shard', '4/3']],
    [['--shard', '0/3']],
    [['--join']],
    [['--fast']],
    [['--publish', '--shard', '1/2']],
  ])('refuses %s and says how it is used', (words) => {
    expect(() => readOptions(words)).toThrow(/Usage: npm run verify/);
  });
});

describe('seedShifts', () => {
  it('every seed is run by exactly one shard', () => {
    for (const of of [1, 2, 3, 7]) {
      const shards = Array.from({ length: of }, (_, i) =>
        seedShifts({ seeds: 10, shard: { index: i + 1, of } }),
      );
      expect(shards.flat().sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });
});

describe('what a verification finds wrong', () => {
  it('an exact claim holds for every seed', () => {
    expect(wrongOf('kind="exact"', true, true, true)).toEqual([]);
    expect(wrongOf('kind="exact"', true, true, false)[0]).toMatch(
      /raised by 2, the value is 3 and the bound 2/,
    );
  });

  it('a seeded one holds at the published seed', () => {
    expect(wrongOf('kind="seeded"', true, false, false)).toEqual([]);
    expect(wrongOf('kind="seeded"', false, true, true)).toHaveLength(1);
  });

  it('and for the share of seeds that it states', () => {
    expect(wrongOf('kind="seeded" share={0.75}', true, true, true, false)).toEqual([]);
    expect(wrongOf('kind="seeded" share={0.75}', true, true, false, false)).toHaveLength(1);
  });

  it('shards put together are one report; shards of different versions are not', () => {
    const [a, b] = [reportOf('kind="exact"', [true]), reportOf('kind="exact"', [true, true], 'k', 1)];
    const joined = sum([b, a], [chapter('kind="exact"')]);
    expect(joined.wrong).toEqual([]);
    expect(
      joined.report.chapters[slugOf('kind="exact"')]?.claims['so']?.runs.map((run) => run.shift),
    ).toEqual([0, 1, 2]);
    const mixed = sum([a, reportOf('kind="exact"', [true], 'other', 1)], [chapter('kind="exact"')]);
    expect(mixed.wrong[0]).toMatch(/different versions/);
  });
});

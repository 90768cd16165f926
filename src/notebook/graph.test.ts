import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileChapter } from './chapters.ts';

const cell = (kind: string, id: string, code: string): string =>
  `\`\`\`ts ${kind} id=${id}\n${code}\n\`\`\`\n`;
let chapters = 0;
const compile = (...cells: string[]) => compileChapter(`graph-${chapters++}.mdx`, cells.join('\nProse.\n\n'));

describe('linkChapter', () => {
  it('free names come from the cells that declare them, wherever they stand', () => {
    const { cells, order } = compile(
      cell('live', 'b', 'const y = x + 1;'),
      cell('live', 'a', 'const x = 1;'),
    );
    expect(cells[0]?.inputs).toEqual([{ name: 'x', from: 'a' }]);
    expect(order).toEqual(['a', 'b']);
  });

  it('only what the page asks for crosses', () => {
    const { cells } = compile(
      cell('live', 'a', 'const shown = 1, kept = 2;'),
      cell('live', 'b', 'const z = kept;'),
      cell('view', 'v', 'String(shown)'),
      'The value is <Value of="z" />.\n',
    );
    expect(cells.map((c) => c.crossing)).toEqual([['shown'], ['z'], []]);
  });

  it('locals, parameters, properties and types are not inputs', () => {
    const { cells } = compile(
      cell('live', 'a', 'type T = { q: number };\nconst f = (p: T) => { const l = p.q; return { m: l }; };'),
    );
    expect(cells[0]?.free).toEqual([]);
    expect(cells[0]?.outputs.map((o) => o.name)).toEqual(['f']);
  });

  it.each([
    [
      'a name declared twice',
      [cell('live', 'a', 'const x = 1;'), cell('live', 'b', 'const x = 2;')],
      /“x” is declared twice: here and in cell “a” \(line 1\)/,
    ],
    [
      'a circle, named in full',
      [
        cell('live', 'a', 'const x = z;'),
        cell('live', 'b', 'const y = x;'),
        cell('live', 'c', 'const z = y;'),
      ],
      /a → c → b → a/,
    ],
    [
      'a part of d3 that draws lots',
      [cell('view', 'a', "import { randomNormal } from 'd3-random';")],
      /cannot import “d3-random”/,
    ],
    [
      'an import outside the list',
      [cell('live', 'a', "import fs from 'node:fs';")],
      /cannot import “node:fs”/,
    ],
    ['chance', [cell('live', 'a', 'const x = Math.random();')], /Math\.random\(\) in a live cell/],
    ['the clock', [cell('live', 'a', 'const x = Date.now();')], /the clock in a live cell/],
    ['an export', [cell('live', 'a', 'export const x = 1;')], /does not export/],
    ['no id', ['```ts live\nconst x = 1;\n```\n'], /has no id/],
    ['an unknown word on the fence', ['```ts live id=a color=red\n```\n'], /“color” is not a word/],
    [
      'the same id twice',
      [cell('live', 'a', 'const x = 1;'), cell('live', 'a', 'const y = 1;')],
      /two cells have the id “a”/,
    ],
    ['a value that nothing declares', ['See <Value of="gone.far" />.\n'], /nothing declares “gone”/],
    ['a name of the other kind of cell', [cell('view', 'a', 'const x = seed;')], /exists only in live cells/],
  ])('%s is refused', (_, cells, message) => {
    expect(() => compile(...cells)).toThrow(message);
  });

  it(
    'every cell comes after all that it needs; a circle is refused exactly when there is one (1,000 random graphs)',
    { timeout: 60_000 },
    () => {
      let circles = 0;
      fc.assert(
        fc.property(
          fc.array(fc.array(fc.nat({ max: 8 }), { maxLength: 3 }), { minLength: 1, maxLength: 9 }),
          fc.boolean(),
          fc.nat(),
          (graph, acyclic, turn) => {
            const count = graph.length;
            const needs = graph.map((targets, i) =>
              [...new Set(targets.map((t) => (acyclic ? t % (i + 1) : t % count)))].filter((t) => t !== i),
            );
            const written = needs.map((targets, i) =>
              cell('live', `c${i}`, `const v${i} = [${targets.map((t) => `v${t}`).join(', ')}];`),
            );
            const at = turn % count;
            const compileAll = () => compile(...written.slice(at), ...written.slice(0, at));

            // Brute force: which cell reaches which, by closing the relation (Warshall 1962).
            const reaches = needs.map((targets) => needs.map((_, j) => targets.includes(j)));
            for (let k = 0; k < count; k++)
              for (let i = 0; i < count; i++)
                for (let j = 0; j < count; j++) if (reaches[i]![k]! && reaches[k]![j]!) reaches[i]![j] = true;

            if (reaches.some((row, i) => row[i])) {
              circles++;
              const told = /in a circle: (.*)/.exec(messageOf(compileAll))?.[1]?.split(' → ') ?? [];
              // The circle named is one, in full: each needs the next, the last is the first.
              expect(told.length).toBeGreaterThan(2);
              expect(told.at(-1)).toBe(told[0]);
              for (const [step, id] of told.slice(0, -1).entries())
                expect(needs[Number(id.slice(1))]).toContain(Number(told[step + 1]?.slice(1)));
              return;
            }
            const { order } = compileAll();
            expect([...order].sort()).toEqual(needs.map((_, i) => `c${i}`).sort());
            for (let i = 0; i < count; i++)
              for (let j = 0; j < count; j++)
                if (reaches[i]![j]!) expect(order.indexOf(`c${j}`)).toBeLessThan(order.indexOf(`c${i}`));
          },
        ),
        { numRuns: 1_000, seed: 3 },
      );
      expect(circles).toBeGreaterThan(100);
    },
  );
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The chapter was accepted.');
}

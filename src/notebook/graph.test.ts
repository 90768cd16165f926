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

  it('every cell comes after all that it needs (random graphs, against a brute-force check)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 9 }),
        fc.nat(),
        (graph, turn) => {
          const needs = graph.map((targets, i) => (i === 0 ? [] : targets.map((t) => t % i)));
          const written = needs.map((targets, i) =>
            cell('live', `c${i}`, `const v${i} = [${targets.map((t) => `v${t}`).join(', ')}];`),
          );
          const at = turn % written.length;
          const { order } = compile(...written.slice(at), ...written.slice(0, at));
          for (const [i, targets] of needs.entries())
            for (const target of targets)
              expect(order.indexOf(`c${target}`)).toBeLessThan(order.indexOf(`c${i}`));
          expect([...order].sort()).toEqual(needs.map((_, i) => `c${i}`).sort());
        },
      ),
      { numRuns: 60 },
    );
  });
});

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { describe, expect, it } from 'vitest';
import { compileChapter } from './chapters.ts';
import { lineAndColumn } from './problem.ts';
import { tangleCell } from './tangle.ts';

const text = `Prose.

\`\`\`ts live id=data
const data = [1, 2, 3];
\`\`\`

- a list

  \`\`\`ts view id=figure
  import { plot } from '@observablehq/plot';
  const sum = data.reduce((a, b) => a + b);
  plot({ width, title: String(sum) });
  \`\`\`
`;
const chapter = compileChapter('tangle.mdx', text);
const figure = chapter.cells[1]!;

describe('tangleCell', () => {
  const { code, locate, map } = tangleCell(chapter, figure, './contract.ts');

  it('makes a module: imports, context, typed inputs, the code, its outputs and what it displays', () => {
    expect(code).toBe(
      [
        "import type { ViewContext, Output } from './contract.ts';",
        "import { plot } from '@observablehq/plot';",
        "export default async ({ width }: ViewContext, { data }: { data: Output<typeof import('./data.live.ts'), 'data'> }) => {",
        '',
        'const sum = data.reduce((a, b) => a + b);',
        'const $display = (plot({ width, title: String(sum) }));',
        '',
        'return { outputs: { sum }, display: $display };',
        '};',
        '',
      ].join('\n'),
    );
  });

  it('every word of the code leads back to the same word of the MDX, from an indented fence too', () => {
    for (const word of ['reduce', 'title', 'String', 'sum =', "'@observablehq/plot'"])
      expect(locate(code.indexOf(word))).toBe(text.indexOf(word));
  });

  it('the source map agrees with locate', () => {
    const trace = new TraceMap(JSON.stringify(map('tangle.mdx', text)));
    for (const word of ['reduce', 'title', 'sum =']) {
      const at = lineAndColumn(code, code.indexOf(word));
      const expected = lineAndColumn(text, text.indexOf(word));
      expect(originalPositionFor(trace, { line: at.line, column: at.column - 1 })).toMatchObject({
        line: expected.line,
        column: expected.column - 1,
      });
    }
  });
});

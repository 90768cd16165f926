import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examineChapter } from './chapters.ts';
import { NotebookProblem } from './problem.ts';
import { moduleName, tangleCell } from './tangle.ts';
import { checkTypes } from './type-check.ts';

/** A small grammar of cells: most of what it makes is right, and what is wrong is wrong in many ways. */
const odd = fc.constantFrom('a', 'b', 'walk', 'seed', 'width', 'Map', 'π', '$display', 'of');
const fresh = fc.nat({ max: 99_999 }).map((n) => `v${n}`);
/** Declared: mostly a name of its own. */
const name = fc.oneof({ weight: 9, arbitrary: fresh }, { weight: 1, arbitrary: odd });
/** Used: mostly one that is there. */
const used = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom('Math', 'JSON', 'NaN', 'Array') },
  { weight: 1, arbitrary: odd },
);
const number = fc.constantFrom('0', '1', '0.5', '-2e3', '0x1f', '3n', '1_000');
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    used,
    number,
    fc.constantFrom("'text'", '`${NaN} and ${1}`', '[1, 2]', '{ of: 1 }', '/x+/u', 'await 3', '() => 1'),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '&&', '??', '=', ',', '?.'), tie('expression'))
      .map((t) => t.join(' ')),
    tie('expression').map((inner) => `(${inner})`),
    fc.tuple(used, tie('expression')).map(([f, inner]) => `${f}(${inner})`),
    fc.tuple(name, tie('expression')).map(([f, inner]) => `(${f}) => { return ${inner}; }`),
  ),
}));
const { statement } = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(fc.constantFrom('const', 'let', 'var', 'using'), name, expression)
      .map(([k, n, e]) => `${k} ${n} = ${e};`),
    fc.tuple(name, name, expression).map(([a, b, e]) => `const { ${a}, of: [${b}] } = ${e};`),
    fc.tuple(name, expression).map(([n, e]) => `function ${n}(x: number) { return ${e}; }`),
    fc.tuple(name, expression).map(([n, e]) => `async function* ${n}() { yield ${e}; }`),
    fc.tuple(name, expression).map(([n, e]) => `class ${n} { static of = ${e}; }`),
    expression.map((e) => `${e};`),
    expression,
    fc.tuple(expression, tie('statement')).map(([e, s]) => `for (const x of ${e}) { ${s} }`),
    fc.tuple(expression, tie('statement')).map(([e, s]) => `if (${e}) ${s}`),
    fc
      .tuple(name, fc.constantFrom('#tensor', '#data', 'd3-array', 'node:fs', './a.ts'))
      .map(([n, m]) => `import { ${n} } from '${m}';`),
    fc.constantFrom(
      '// only a comment',
      '/* over\ntwo lines */',
      'export {};',
      'return;',
      'type T = number;',
      '',
      '};',
      '`',
    ),
  ),
}));
const code = fc.array(statement, { maxLength: 4 }).map((rows) => rows.join('\n'));
const meta = fc.constantFrom(
  'live id=a',
  'view id=v',
  'live',
  'view id=a title="T" hide',
  'live id=b seed=3 long',
  'live id=%',
  '',
);
const fence = fc
  .tuple(meta, code, fc.constantFrom('', '- in a list\n\n  ', '> '))
  .map(([words, body, indent]) => {
    const rows = ['```ts ' + words, ...body.split('\n'), '```'];
    const further = indent.startsWith('-') ? '  ' : indent;
    return rows.map((row, i) => (i === 0 ? indent : further) + row).join('\n');
  });
const prose = fc.constantFrom(
  'Prose.',
  '# A',
  'Of <Value of="a" />.',
  '<Value as="percent" />',
  '{a}',
  '{',
  '<b>',
  '$x^$',
  '```',
);
const head = fc.constantFrom('---\ntitle: T\ndescription: D.\n---\n', '---\ntitle: : \n---\n', '');
const chapter = fc
  .tuple(
    head,
    fc.array(fc.oneof({ weight: 5, arbitrary: fence }, { weight: 1, arbitrary: prose }), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([first, parts]) => first + parts.join('\n\n') + '\n');

/** Random edits: a piece taken out, doubled, or a stray sign put in. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 12 }),
  sign: fc.constantFrom(
    '',
    '',
    '{',
    '}',
    '`',
    '(',
    ')',
    '"',
    '<',
    '\\',
    '\u2028',
    '\r\n',
    '💥',
    '\0',
    '=',
    ';',
  ),
});
const mutated = fc.tuple(chapter, fc.array(edit, { maxLength: 3 })).map(([text, edits]) =>
  edits.reduce((now, { at, length, sign }) => {
    const from = Math.floor(at * now.length);
    return now.slice(0, from) + sign + now.slice(from + length);
  }, text),
);

let files = 0;
const counts = { cells: 0, accepted: 0, refused: 0 };

function examine(text: string): void {
  const start = performance.now();
  const { chapter: linked, problems } = examineChapter(`generated-${files++ % 50}.mdx`, text);
  // A hang would show as seconds; the pause of a busy machine does not.
  expect(performance.now() - start).toBeLessThan(5_000);
  counts.cells += (text.match(/```ts/g) ?? []).length;
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (const problem of problems) {
    expect(problem).toBeInstanceOf(NotebookProblem);
    expect(problem.line).toBeGreaterThanOrEqual(1);
    expect(problem.line).toBeLessThanOrEqual(lines.length);
    expect(problem.column).toBeGreaterThanOrEqual(1);
    expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1]?.length ?? 0) + 2);
    expect(problem.summary).not.toBe('');
    expect(problem.remedy).not.toBe('');
    expect(problem.frame).toContain('^');
  }
  if (!linked) {
    expect(problems.length).toBeGreaterThan(0);
    counts.refused++;
    return;
  }
  // The type check sees some of those that can be linked; its problems have places too.
  if (counts.accepted++ % 10 === 0)
    for (const { line, remedy } of checkTypes(process.cwd(), [linked])) {
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(remedy).not.toBe('');
    }
  // Every character that the tangle copied leads back to itself.
  for (const cell of linked.cells) {
    const { code: tangled, locate } = tangleCell(linked, cell, '#contract');
    expect(moduleName(cell.source)).toMatch(/^[a-z0-9-]+\.(live|view)\.ts$/);
    for (const { text: line, offset } of cell.source.lines) {
      const word = /[A-Za-z]{4,}/.exec(line)?.[0];
      const at = word === undefined ? -1 : tangled.indexOf(line);
      if (word === undefined || at < 0) continue;
      const located = locate(at + line.indexOf(word)) ?? -1;
      expect(linked.text.slice(located, located + word.length)).toBe(word);
      expect(offset).toBeGreaterThan(0);
    }
  }
}

describe('the compiler on 10,000 generated cells: no hang, no error without a place, a remedy to each', () => {
  it('grammar', () => {
    fc.assert(fc.property(chapter, examine), { numRuns: 3_000, seed: 7 });
  }, 120_000);

  it('grammar, with random edits', () => {
    fc.assert(fc.property(mutated, examine), { numRuns: 3_500, seed: 11 });
  }, 120_000);

  it('there were that many, of both sorts', () => {
    expect(counts.cells).toBeGreaterThanOrEqual(10_000);
    expect(counts.accepted).toBeGreaterThan(500);
    expect(counts.refused).toBeGreaterThan(1_000);
  });
});

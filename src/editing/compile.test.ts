import { Parser } from 'acorn';
import { describe, expect, test } from 'vitest';
import { readChapters } from '../notebook/chapters.ts';
import { codeOf } from '../notebook/parse.ts';
import { cellOutline } from '../../test/cell-outline.ts';
import { compileEdited } from './compile.ts';

const cells = [
  cellOutline({ id: 'slider', kind: 'view', outputs: ['height'] }),
  cellOutline({ id: 'data', outputs: ['digits'] }),
  cellOutline({
    id: 'training',
    outputs: ['losses', 'net'],
    crossing: ['losses'],
    inputs: [{ name: 'digits', from: 'data' }],
  }),
  cellOutline({ id: 'test', outputs: ['score'], inputs: [{ name: 'net', from: 'training' }] }),
];
const codes = new Map([
  ['data', "import { random } from '#tensor';\nconst digits = [random(seed)];"],
  ['training', 'const losses = digits.map((x: number) => x);\nconst net = losses;'],
  ['test', 'const score = net;'],
]);
const compile = (code: string, id = 'training') => compileEdited(id, code, cells, codes);
const told = (code: string, id?: string): string[] =>
  (compile(code, id).mistakes ?? []).map(
    ({ summary, remedy, start, length }) => `${code.slice(start, start + length)}| ${summary}. ${remedy}`,
  );
const rest = 'const losses = 1, net = 2;';

describe('compileEdited', () => {
  test('gives a cell’s inputs, its outputs, and a function whose lines are the code’s, one lower', () => {
    const code = `import * as tf from '#tensor';\nimport { ring as set, type Group } from '#equivariant';\nconst losses: number[] = [height, ...digits];\nconst net = tf.tensor1d(losses) as Group; set(seed);`;
    const { cell } = compile(code);
    expect(cell?.inputs).toEqual([
      { name: 'height', from: 'slider' },
      { name: 'digits', from: 'data' },
    ]);
    expect(cell?.outputs).toEqual(['losses', 'net']);
    const lines = cell?.module.split('\n') ?? [];
    expect(lines[0]).toBe(
      '($library) => { const tf = $library("#tensor", {}); const { "ring": set } = $library("#equivariant", {"ring":[2,10]}); return async ({ seed }, { height, digits }) => {',
    );
    expect(lines[3]).toBe('const losses           = [height, ...digits];');
    expect(lines.slice(5)).toEqual(['return { outputs: { losses, net } };', '}; }']);
  });

  test.each([
    ['const losses = (1, net = 2;', [';'], /is not expected here/],
    [`${rest} {`, ['{'], /ends before it is complete/],
    [`${rest}\nconst x = "a;`, ['"'], /quotes is not closed/],
    [`${rest}\nconst net = 3;`, ['net'], /“net” is declared twice/],
    [`${rest} digts;`, ['digts'], /nothing declares “digts”. Did you mean “digits”\?/],
    [`${rest} random(seed);`, ['random'], /Cell “data” imports it/],
    [`${rest} Math.random();`, ['Math.random'], /would not reproduce/],
    [`${rest} fetch("/");`, ['fetch'], /not for live cells/],
    [`import x from 'https://a.b/c.js'; ${rest} x;`, [`import x from 'https://a.b/c.js';`], /cannot import/],
    [
      `import { mean } from 'd3-array'; ${rest} mean;`,
      [`import { mean } from 'd3-array';`],
      /does not have “d3-array”/,
    ],
    [`${rest} import('#tensor');`, [`import('#tensor')`], /does not import while it runs/],
    [`${rest} document.title;`, ['document'], /has no page/],
    [`${rest} const digits = 3;`, ['digits'], /cell “data” declares “digits” too/],
    ['const net = 2;', [''], /the text of this chapter needs “losses”/],
    ['const losses = 2;', [''], /cell “test” needs “net”, which this code no longer declares/],
    [`${rest} score;`, ['score'], /in a circle: training → test → training/],
    [`${rest} enum A { b }`, ['e'], /does not know an enum/],
  ])('%s: told at its place', (code, places, what) => {
    const lines = told(code);
    expect(lines.map((line) => line.split('|')[0])).toEqual(places);
    expect(lines.join()).toMatch(what);
  });

  test('an import that is not used is no mistake of a reader’s', () => {
    expect(told(`import { random } from '#tensor'; ${rest}`)).toEqual([]);
  });

  test.each(readChapters(process.cwd()))(
    'compiles every live cell of $slug as it was published',
    ({ cells }) => {
      const outlines = cells.map((cell) =>
        cellOutline({
          id: cell.source.id,
          kind: cell.source.kind,
          inputs: cell.inputs,
          outputs: cell.outputs.map(({ name }) => name),
          crossing: cell.crossing,
        }),
      );
      const live = cells.filter(({ source }) => source.kind === 'live');
      const all = new Map(live.map(({ source }) => [source.id, codeOf(source)]));
      for (const { source, inputs } of live) {
        const { cell, mistakes } = compileEdited(source.id, codeOf(source), outlines, all);
        expect(mistakes).toBeUndefined();
        expect(cell?.inputs).toEqual(inputs);
        expect(() => Parser.parse(`(${cell?.module ?? ''})`, { ecmaVersion: 'latest' })).not.toThrow();
      }
    },
  );
});

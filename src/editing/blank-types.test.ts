import { stripTypeScriptTypes } from 'node:module';
import { Parser } from 'acorn';
import { describe, expect, test } from 'vitest';
import { readChapters } from '../notebook/chapters.ts';
import { codeOf } from '../notebook/parse.ts';
import { blankTypes, mistakesOfTypes } from './blank-types.ts';
import { parseCode } from './parse-code.ts';

const blanked = (code: string): string => blankTypes(code, parseCode(code));
/** Without what is only layout: blanks, empty statements, and the bracket that may stand on another line. */
const bare = (code: string): string => code.replaceAll(/[\s;]/g, '');

describe('blankTypes', () => {
  test.each(readChapters(process.cwd()))(
    'leaves of every cell of $slug what Node’s own stripping leaves',
    ({ cells }) => {
      for (const { source } of cells) {
        const code = codeOf(source);
        const without = blanked(code);
        expect(bare(without)).toBe(bare(stripTypeScriptTypes(code)));
        expect(without.split('\n').map((line) => line.length)).toEqual(
          code.split('\n').map((line) => line.length),
        );
      }
    },
  );

  test.each([
    'const a = (x + y) as number, b = c!.d, e = { f: 1 } satisfies G;',
    'function f<T extends U>(this: Window, a?: number, { b }: { b?: string } = {}, ...c: T[]): asserts a is number {}',
    'abstract class A<T> extends B<T> implements C, D { private static x?: number = 1; readonly y!: string; [k: string]: unknown; abstract z(): void; protected override m(a?: T): void {} }',
    'const g = (a: number): {\n  b: number;\n} => ({ b: a });',
    'let a = 1\ntype B = number\n(a)',
    'import { type A, b } from "#tensor"; import type { C } from "#data"; let d!: A;',
    'for (const [k, v] of Object.entries(x) as [string, number][]) f<number>(k, v);',
    'const h = async <T,>(x: T, y?: T) => await x; new Map<string, number[]>([]);',
    'const q = a ? (b as C) : (d); const r = (e: number) => e; /* as */ const s = (t as U);',
  ])('%s: what Node leaves, and it is JavaScript', (code) => {
    const without = blanked(code);
    expect(bare(without)).toBe(bare(stripTypeScriptTypes(code)));
    expect(() => Parser.parse(without, { ecmaVersion: 'latest', sourceType: 'module' })).not.toThrow();
  });

  test('a type before its value goes too, which Node does not do', () => {
    expect(blanked('const a = <B<C>>(d);')).toBe('const a =       (d);');
  });

  test('what TypeScript makes code of is told, with what to write instead', () => {
    const told = (code: string): string[] => mistakesOfTypes(parseCode(code)).map(({ summary }) => summary);
    expect(told('enum A { b }')).toEqual(['the editor on this page does not know an enum']);
    expect(told('class A { constructor(public b: number) {} }')).toEqual([
      'the editor on this page does not know a parameter that is a property',
    ]);
    expect(told('const a = 1;')).toEqual([]);
  });
});

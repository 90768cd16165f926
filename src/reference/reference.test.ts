import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { examineChapter, readText, referenceFolder } from '../notebook/chapters.ts';
import { exportsOfPage, indexOf, scopeOf } from './compose.ts';
import { docstringOf } from './docstring.ts';
import { exportsOf } from './exports.ts';
import { modules } from './modules.ts';

const root = process.cwd();
const pages = readdirSync(join(root, referenceFolder)).map((name) =>
  scopeOf(readFileSync(join(root, referenceFolder, name), 'utf8')),
);

/** What has no example, and why. */
const exempt: Readonly<Record<string, string>> = {
  startBackend: 'the page and the freeze start the backend before any cell runs',
  setAssetSource: 'the page and the freeze say where files come from',
  startOptimizer: 'trainStep calls it',
  rearrange: 'convolutions of groups call it',
};

describe('the reference', () => {
  it('every export of the library has a docstring, and every value an example that is a cell', () => {
    const found = modules.flatMap(({ module }) =>
      exportsOf(root, indexOf(root, module))
        .filter(
          ({ kind, declarations, name }) => kind === 'value' && declarations.length > 0 && !exempt[name],
        )
        .flatMap(({ name, file, declarations }) => {
          const docstring = docstringOf(declarations);
          if (!docstring || docstring.text.length === 0) return [`${file}: ${name} has no docstring`];
          return docstring.examples.some(({ code }) => code.length > 0)
            ? []
            : [`${file}: ${name} has no @example with a \`\`\`ts fence`];
        }),
    );
    expect(found).toEqual([]);
  });

  it('every export is on one page', () => {
    for (const { module } of modules) {
      const all = exportsOf(root, indexOf(root, module)).map(({ name }) => name);
      const told = pages
        .filter((page) => page.module === module)
        .flatMap((page) => exportsOfPage(root, page).map(({ name }) => name));
      expect(told.sort()).toEqual(all.sort());
    }
  });
});

describe('a page of the reference', () => {
  mkdirSync(join(root, '.cache/copies'), { recursive: true });
  const copy = mkdtempSync(join(root, '.cache/copies/reference-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  };
  const page = join(copy, referenceFolder, '01-library.mdx');
  write('package.json', JSON.stringify({ imports: { '#tensor': './src/library/index.ts' } }));
  write(
    'src/library/index.ts',
    `export { double } from './double.ts';\nexport { scalar } from 'elsewhere';\n`,
  );
  write(
    `${referenceFolder}/01-library.mdx`,
    `---\ntitle: Library\ndescription: A library.\nmodule: '#tensor'\nfrom: ['.']\n---\n\nAn introduction.\n`,
  );
  const source = (example: string): string =>
    [
      `import type { Options } from './options.ts';`,
      '/**',
      ' * Doubles {x} with f_out < 2. Cohen & Welling, arXiv:1602.07576, doi:10.1145/3460772. (doi:10.1016/0375-9601(90)90092-3)',
      ' *',
      " * y' = 2 x",
      ' *',
      ' * @param x a number',
      ' *',
      ' * @example',
      ' * ```ts',
      ` * import { double } from '#tensor';`,
      ' *',
      ` * ${example}`,
      ' * ```',
      ' */',
      'export function double(x: number, options: Options = {}): number {',
      '  return 2 * x;',
      '}',
      '',
    ].join('\n');
  write('src/library/options.ts', 'export interface Options {\n  readonly seed?: number;\n}\n');

  it('has the signature, the types that it names, prose that MDX reads as it stands, and links to sources', () => {
    write('src/library/double.ts', source('double(2);'));
    const { text } = readText(copy, page);
    expect(text).toContain('function double(x: number, options: Options = {}): number\n');
    expect(text).toContain('interface Options {\n  readonly seed?: number;\n}');
    expect(text).toContain('Doubles \\{x\\} with f<sub>out</sub> \\< 2.');
    expect(text).toContain('[arXiv:1602.07576](https://arxiv.org/abs/1602.07576)');
    expect(text).toContain('[doi:10.1145/3460772](https://doi.org/10.1145/3460772).');
    expect(text).toContain('(https://doi.org/10.1016/0375-9601(90)90092-3)');
    expect(text).toContain('<span className="formula">y′ = 2 x</span>');
    expect(text).toContain('- `x` a number');
    expect(text).toContain('From `elsewhere`, as they are told there: `scalar`.');
  });

  it('an example is a live cell with names of its own, which gives its last expression or declaration', () => {
    for (const example of ['double(2);', 'const four = double(2);']) {
      write('src/library/double.ts', source(example));
      const { file, text } = readText(copy, page);
      const { chapter, problems } = examineChapter(file, text);
      expect(problems).toEqual([]);
      const [cell] = chapter?.cells ?? [];
      expect(cell?.outputs.map(({ name }) => name)).toEqual(['doubleExampleRun', 'doubleExample']);
      expect(cell?.crossing).toEqual(['doubleExample']);
      expect(cell?.source.shown).toBe(`import { double } from '#tensor';\n\n${example}`);
    }
  });

  it('a mistake in an example is told at its line and column of the docstring', () => {
    write('src/library/double.ts', source('double(tow);'));
    const { file, text } = readText(copy, page);
    const [problem] = examineChapter(file, text).problems;
    expect(problem).toMatchObject({ file: 'src/library/double.ts', line: 13, column: 11 });
    expect(problem?.summary).toContain('“tow”');
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { compileChapter } from './chapters.ts';
import { freezeKeys } from './freeze-key.ts';

const root = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const lock = (version: string): void =>
  write(
    'package-lock.json',
    JSON.stringify({
      packages: {
        'node_modules/rand': { version: '1.0.0', dependencies: { below: '*' } },
        'node_modules/below': { version },
        'node_modules/unused': { version },
      },
    }),
  );

const chapter = `
\`\`\`ts live id=source seed=1
import { digits } from '#data';
const data = digits.length;
\`\`\`

\`\`\`ts live id=twice title="Twice"
const twice = 2 * data;
\`\`\`

\`\`\`ts live id=alone
const alone = 1;
\`\`\`
`;
const keys = (text = chapter): Record<string, string> =>
  Object.fromEntries(freezeKeys(root, compileChapter(`keys-${text.length}.mdx`, text)));

beforeEach(() => {
  write('package.json', JSON.stringify({ imports: { '#data': './src/data/index.ts' } }));
  write(
    'src/data/index.ts',
    "export { digits } from './digits.ts';\nexport const load = () => import('./late.ts');\n",
  );
  write('src/data/digits.ts', "import 'rand';\nexport const digits = asset('digits.bin');\n");
  write('src/data/late.ts', 'export const late = 1;\n');
  write('public/data/digits.bin', 'bytes');
  write('unrelated.ts', 'export {};');
  lock('1.0.0');
});

describe('freezeKeys', () => {
  it.each<[string, () => void]>([
    [
      'a source that it reaches',
      () => write('src/data/digits.ts', "import 'rand';\nexport const digits = [asset('digits.bin')];\n"),
    ],
    ['a source that is loaded late', () => write('src/data/late.ts', 'export const late = 2;\n')],
    ['a data file', () => write('public/data/digits.bin', 'other bytes')],
    ['the locked version of a package below those that it imports', () => lock('1.0.1')],
  ])('%s changes the key of the cell and of those that need it, and of no other', (_, change) => {
    const before = keys();
    change();
    const after = keys();
    expect(after['source']).not.toBe(before['source']);
    expect(after['twice']).not.toBe(before['twice']);
    expect(after['alone']).toBe(before['alone']);
  });

  it.each<[string, string, string]>([
    ['the code', 'digits.length', 'digits.length + 1'],
    ['the seed', 'seed=1', 'seed=2'],
    [
      'an output that the page comes to ask for',
      '\n```ts live id=alone',
      '<Value of="data" />\n\n```ts live id=alone',
    ],
  ])('%s changes the key', (_, from, to) => {
    expect(keys(chapter.replace(from, to))['source']).not.toBe(keys()['source']);
  });

  it.each<[string, () => string]>([
    [
      'a comment and a line break in a source',
      () => (
        write(
          'src/data/digits.ts',
          "import 'rand';\n// Why.\n\nexport const digits =\n  asset('digits.bin');\n",
        ),
        chapter
      ),
    ],
    ['the title of the cell', () => chapter.replace('"Twice"', '"Two times"')],
    ['prose', () => chapter.replace('\n```ts live id=twice', 'Prose.\n\n```ts live id=twice')],
    ['a file that no cell reaches', () => (write('unrelated.ts', 'export const x = 1;'), chapter)],
  ])('%s changes no key', (_, change) => {
    const before = keys();
    expect(keys(change())).toEqual(before);
  });
});

import { expect, test } from 'vitest';
import { colourCode, foldCode, isFolded } from './code-files.ts';

const code = "const a: Map<string, number> = new Map(); // & so on\n\nlabel('x < y');";
const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replace(/&#x3C;|&lt;/g, '<')
    .replace(/&#x26;|&amp;/g, '&');

test('folded code and its file say the same, which is the code; the file alone has the colours', async () => {
  const { plain, name, text } = await foldCode(code, 'chapter.cell', '../code/');
  expect(textOf(plain)).toBe(code);
  expect(textOf(text)).toBe(code);
  expect(plain).not.toContain('token-');
  expect(text).toContain('token-keyword');
  expect(name).toMatch(/^chapter\.cell\.[0-9a-f]{12}\.txt$/);
  expect(plain).toContain(`data-colours="../code/${name}"`);
  expect(await colourCode(code)).toContain(text);
});

test('other code has another address', async () => {
  const nameOf = async (one: string): Promise<string> => (await foldCode(one, 'chapter.cell', '')).name;
  expect(await nameOf(code)).not.toBe(await nameOf(`${code} `));
});

test('a live cell shows its code unless its author folds it', () => {
  expect(isFolded({ kind: 'live', hide: false })).toBe(false);
  expect(isFolded({ kind: 'live', hide: true })).toBe(true);
  expect(isFolded({ kind: 'view', hide: false })).toBe(true);
});

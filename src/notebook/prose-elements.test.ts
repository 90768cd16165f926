import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatValue } from '../runtime/format-value.ts';
import { proseElements } from './prose-elements.ts';

it('the elements that chapters may use are those that their page gives them, but for what the build puts in itself', () => {
  const page = readFileSync('src/pages/[slug].astro', 'utf8');
  const given =
    /components=\{\{([^}]*)\}\}/
      .exec(page)?.[1]
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  const woven = ['Cell', 'ChapterCells', 'Prose'];
  // These the build turns into elements of HTML.
  const apparatus = ['Cite', 'Sidenote', 'Theorem', 'Proof', 'Caption', 'Try', 'Term', 'Ref', 'Moved'];
  const readAway = ['Bound', ...apparatus].filter((name) => name in proseElements);
  expect(
    given
      .filter((name) => !woven.includes(name))
      .concat(readAway)
      .sort(),
  ).toEqual(Object.keys(proseElements).sort());
});

it('the forms of a value are those that can be written', () => {
  const value = proseElements['Value'];
  const forms = typeof value === 'object' ? (value.attributes['as'] ?? []) : [];
  expect(forms).not.toEqual([]);
  for (const form of forms) expect(formatValue(0.5, form)).not.toBe('');
  expect(() => formatValue(0.5, 'roman')).toThrow('“roman”');
});

import { expect, it } from 'vitest';
import { keepPublished, relink } from './relink.ts';

const page = '/some/base/inductive-bias/';

it.each([
  ['#training', '/some/base/inductive-bias/#training'],
  ['../glossary/#orbit', '/some/base/glossary/#orbit'],
  ['https://doi.org/10/x', 'https://doi.org/10/x'],
])('a link to %s leads to %s, in a window of its own', (from, to) => {
  expect(relink(`<a class="ref" href="${from}">x</a>`, page)).toBe(
    `<a class="ref" href="${to}" target="_blank" rel="noopener">x</a>`,
  );
});

it('what a picture refers to within itself is left', () => {
  expect(relink('<use href="#arrow"></use>', page)).toBe('<use href="#arrow"></use>');
});

it('a number stays published where nothing on the page computes it, and only there', () => {
  const html = '<span data-value="walk.at"></span><span data-value="other"></span>';
  expect(keepPublished(html, new Set(['walk']))).toBe('<span data-value="walk.at"></span><span></span>');
});

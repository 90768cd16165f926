import { fromHtml } from 'hast-util-from-html';
import { toString } from 'hast-util-to-string';
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { expect, it } from 'vitest';
import { keepTogether } from './keep-together.ts';

function kept(html: string): { groups: string[]; text: string } {
  const tree: Root = fromHtml(html, { fragment: true });
  keepTogether()(tree);
  const groups: string[] = [];
  visit(tree, 'element', (node: Element) => {
    if (node.tagName === 'span') groups.push(toString(node));
  });
  return { groups, text: toString(tree) };
}

const x = '<math><mi>x</mi></math>';

it('a full stop stays with the formula before it, a bracket with the formula after it', () => {
  expect(kept(`<p>We know (${x}), and ${x}. Then</p>`)).toEqual({
    groups: ['(x),', 'x.'],
    text: 'We know (x), and x. Then',
  });
});

it('a word may go to the next line, and a displayed formula has a line of its own', () => {
  expect(kept(`<p>with ${x} and</p>`).groups).toEqual([]);
  expect(kept(`<p>so <math display="block"><mi>x</mi></math>.</p>`).groups).toEqual([]);
});

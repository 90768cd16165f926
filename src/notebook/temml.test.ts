import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { expect, it } from 'vitest';
import { rehypeTemml } from './temml.ts';

/** The boxes of displayed formulas: their names, or that they have none. */
function namesOf(html: string): unknown[] {
  const tree: Root = fromHtml(html, { fragment: true });
  rehypeTemml()(tree, new VFile());
  const names: unknown[] = [];
  visit(tree, 'element', ({ properties }: Element) => {
    if (String(properties.className) === 'formula') names.push(properties.ariaLabel);
  });
  return names;
}

const displayed = (tex: string): string => `<pre><code class="math-display">${tex}</code></pre>`;
const wide = displayed('a + b + c + d + e + f + g + h + i + j + k + l + m + n = 0');

it('a wide formula is called by its number, or else by its section and its place in it', () => {
  const numbered = `<div class="equation">${wide}<p><a href="#e">(3)</a></p></div>`;
  expect(
    namesOf(`${wide}<h2>The law</h2>${wide}${numbered}${wide}<h3>Its proof</h3><p>(4)</p>${wide}`),
  ).toEqual([
    'Formula',
    'Formula in “The law”',
    'Formula (3)',
    'Formula 2 in “The law”',
    'Formula in “Its proof”',
  ]);
});

it('a short one is no stop, and counts', () => {
  expect(namesOf(`<h2>The law</h2>${displayed('a = b')}${wide}`)).toEqual([
    undefined,
    'Formula 2 in “The law”',
  ]);
});

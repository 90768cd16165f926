/** Shiki with classes instead of inline styles, so that one CSS file colours the code of both themes. */

import { createCssVariablesTheme, type ShikiTransformer, type ThemeRegistration } from 'shiki';

type Span = Parameters<NonNullable<ShikiTransformer['span']>>[0];

export const tokenTheme: ThemeRegistration = createCssVariablesTheme({
  name: 'tokens',
  variablePrefix: '--code-',
});

/** What is written in the colour of the text needs no element, and a chapter has thousands of commas. */
const plain = new Set(['token-punctuation', 'token-parameter']);

/** `style="color:var(--code-token-keyword)"` → `class="token-keyword"`. */
export const tokenClasses: ShikiTransformer = {
  name: 'token-classes',
  span(node) {
    const style = typeof node.properties.style === 'string' ? node.properties.style : '';
    const token = /--code-(token-[\w-]+)/.exec(style)?.[1];
    delete node.properties.style;
    if (token && !plain.has(token)) node.properties['class'] = token;
  },
  line(node) {
    node.children = joinTexts(
      node.children.flatMap((child) =>
        child.type === 'element' && !('class' in child.properties) ? child.children : [child],
      ),
    );
  },
  // Nothing is done to a line as a whole.
  code(node) {
    node.children = joinTexts(
      node.children.flatMap((child) => (child.type === 'element' ? child.children : [child])),
    );
  },
  pre(node) {
    delete node.properties.style;
    node.properties['tabindex'] = '0';
  },
};

function joinTexts(children: Span['children']): Span['children'] {
  const joined: Span['children'] = [];
  for (const child of children) {
    const last = joined.at(-1);
    if (child.type === 'text' && last?.type === 'text') last.value += child.value;
    else joined.push(child);
  }
  return joined;
}

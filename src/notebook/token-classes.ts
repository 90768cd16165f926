/** Shiki with classes instead of inline styles, so that one CSS file colours the code of both themes. */

import { createCssVariablesTheme, type ShikiTransformer, type ThemeRegistration } from 'shiki';

export const tokenTheme: ThemeRegistration = createCssVariablesTheme({
  name: 'tokens',
  variablePrefix: '--code-',
});

/** `style="color:var(--code-token-keyword)"` → `class="token-keyword"`. */
export const tokenClasses: ShikiTransformer = {
  name: 'token-classes',
  span(node) {
    const style = typeof node.properties.style === 'string' ? node.properties.style : '';
    const token = /--code-(token-[\w-]+)/.exec(style)?.[1];
    delete node.properties.style;
    if (token) node.properties['class'] = token;
  },
  pre(node) {
    delete node.properties.style;
    node.properties['tabindex'] = '0';
  },
};

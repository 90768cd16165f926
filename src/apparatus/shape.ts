/** An element of the prose becomes one of HTML, with words at its beginning or its end. */

import type { PhrasingContent, RootContent } from 'mdast';
import type { JsxElement } from '../notebook/parse-claims.ts';
import { block, text } from './nodes.ts';

export function become(
  element: JsxElement,
  name: string,
  attributes: Readonly<Record<string, string>>,
): void {
  element.name = name;
  element.attributes = block(name, attributes, []).attributes;
}

export function open(element: JsxElement, head: PhrasingContent, after: readonly PhrasingContent[]): void {
  const children = element.children as RootContent[];
  const [first] = children;
  if (first?.type === 'paragraph') first.children.unshift(head, ...after);
  // Text in the line of the tag itself comes without a paragraph.
  else if (first && isPhrasing(first)) element.children = [paragraph([head, ...after, ...children])] as never;
  else children.unshift(paragraph([head]));
}

export function close(element: JsxElement, end: PhrasingContent): void {
  const last = (element.children as RootContent[]).at(-1);
  if (last?.type === 'paragraph') last.children.push(text(' '), end);
  else (element.children as RootContent[]).push(paragraph([end]));
}

export const paragraph = (children: readonly RootContent[]): RootContent => ({
  type: 'paragraph',
  children: [...children] as PhrasingContent[],
});

const isPhrasing = (node: RootContent): boolean =>
  ['text', 'emphasis', 'strong', 'inlineCode', 'inlineMath', 'link', 'mdxJsxTextElement'].includes(node.type);

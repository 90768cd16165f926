/** Pieces of a chapter's tree that the apparatus puts into it. */

import type { Link, PhrasingContent, RootContent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';

export const text = (value: string): PhrasingContent => ({ type: 'text', value });

/** Written with these names, attributes go into the page as they are. */
type Attributes = Readonly<Record<string, string>>;

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value }));

export const block = (
  name: string,
  attributes: Attributes,
  children: readonly RootContent[],
): MdxJsxFlowElement => ({
  type: 'mdxJsxFlowElement',
  name,
  attributes: attributesOf(attributes),
  children: [...children] as MdxJsxFlowElement['children'],
});

export const inline = (
  name: string,
  attributes: Attributes,
  children: readonly PhrasingContent[],
): MdxJsxTextElement => ({
  type: 'mdxJsxTextElement',
  name,
  attributes: attributesOf(attributes),
  children: [...children],
});

/** A link with further attributes, by their names in the DOM of `hast`. */
export const link = (
  url: string,
  children: readonly PhrasingContent[],
  properties: Readonly<Record<string, string | readonly string[]>> = {},
): Link => ({
  type: 'link',
  url,
  children: [...children] as Link['children'],
  data: { hProperties: properties as Record<string, string | string[]> },
});

/** Markdown with formulas, outside of chapters: entries of the glossary, annotations of works. */

import type { Root } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { rehypeTemml } from '../notebook/temml.ts';

const processor = unified()
  .use(remarkParse)
  .use(remarkMath)
  .use(remarkRehype)
  .use(rehypeTemml)
  .use(rehypeStringify);

/** Markdown → HTML. */
export function renderMarkdown(text: string): string {
  return String(processor.processSync(text));
}

/** Markdown → plain text, its formulas as TeX. */
export function plainMarkdown(text: string): string {
  const tree: Root = unified().use(remarkParse).use(remarkMath).parse(text);
  const words: string[] = [];
  visit(tree, (node) => {
    if ('value' in node) words.push(node.value);
    else if (node.type === 'paragraph' && words.length > 0) words.push(' ');
  });
  return words.join('').replace(/\s+/g, ' ').trim();
}

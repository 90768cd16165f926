/** A chapter as plain Markdown, its values filled in, for readers who take text alone: machines, mostly. */

import type { Nodes, Parents } from 'mdast';
import { visit } from 'unist-util-visit';
import { shortForms, type ShortForm } from '../apparatus/citation-form.ts';
import { readBibliography } from '../apparatus/bibliography.ts';
import { findTarget, readSite, type Site } from '../apparatus/site.ts';
import { dataPath } from '../notebook/address.ts';
import { judgeClaims } from '../notebook/judge-claims.ts';
import { parseTree } from '../notebook/parse.ts';
import { isElement, stringAttribute, type JsxElement } from '../notebook/parse-claims.ts';
import { publishedValues, readPublished } from '../notebook/published.ts';
import type { FrozenOutput, LinkedChapter } from '../notebook/types.ts';
import { typographic } from '../notebook/typographic.ts';
import { publishedText } from '../notebook/weave.ts';
import { weaveClaims } from '../notebook/weave-claims.ts';
import type { ListedChapter } from './chapters.ts';

interface Context {
  readonly chapter: LinkedChapter;
  readonly frozen: ReadonlyMap<string, FrozenOutput>;
  readonly forms: ReadonlyMap<string, ShortForm>;
  readonly site: Site;
}

/** @param address of the chapter's page, to which its figures belong */
export function plainMarkdown(
  root: string,
  { chapter, title, description }: ListedChapter,
  address: string,
): string {
  const frozen = readPublished(root, chapter);
  const tree = parseTree(chapter.file, chapter.text);
  weaveClaims(tree, chapter, judgeClaims(chapter, publishedValues(frozen)));
  let met = 0;
  visit(tree, 'code', (node) => {
    if (!/^\w+ (live|view)\b/.test(`${node.lang} ${node.meta ?? ''}`)) return;
    const linked = chapter.cells[met++];
    const cell = linked?.source;
    if (!cell) return;
    // What a reader of the text wants of a cell: which it is, where it runs, its code.
    node.meta = null;
    const rows = frozen.get(cell.id)?.tables ? ` · *its rows: ${address}${dataPath(cell.id)}*` : '';
    node.data = {
      shown: `*${cell.kind === 'live' ? 'Live cell' : linked?.control ? 'Control' : 'Figure'}: ${cell.title ?? cell.id}, ${address}#${cell.id}*${rows}`,
    } as never;
  });
  const context = { chapter, frozen, forms: shortForms(readBibliography(root)), site: readSite(root) };
  const body = tree.children
    .filter(({ type }) => type !== 'yaml')
    .map((node) => told(node, context).trim())
    .filter(Boolean)
    .join('\n\n');
  return `# ${title}\n\n> ${description}\n\n${address}\n\n${body}\n`;
}

/** What is said of the figures of a chapter, by the ids of their cells. */
export function captionsOf(root: string, chapter: LinkedChapter): Map<string, string> {
  const frozen = readPublished(root, chapter);
  const tree = parseTree(chapter.file, chapter.text);
  weaveClaims(tree, chapter, judgeClaims(chapter, publishedValues(frozen)));
  const context = { chapter, frozen, forms: shortForms(readBibliography(root)), site: readSite(root) };
  const captions = new Map<string, string>();
  visit(tree, (node) => {
    if (!isElement(node, 'Caption')) return;
    const words = (node as JsxElement).children.map((child) => told(child, context)).join(' ');
    captions.set(
      stringAttribute(node as JsxElement, 'of') ?? '',
      typographic(words.replace(/\s+/g, ' ').trim()),
    );
  });
  return captions;
}

/** A node as its source has it, with what stands for the elements in it. */
function told(node: Nodes, context: Context): string {
  const { text } = context.chapter;
  const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
  if (node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement')
    return toldElement(node as JsxElement, context);
  if (node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression') return '';
  const shown = (node.data as { shown?: string } | undefined)?.shown;
  if (shown) return `${shown}\n\n${text.slice(start, end).replace(/^(`{3,}\w+)[^\n]*/, '$1')}`;
  if (!('children' in node)) return text.slice(start, end);
  let [result, at] = ['', start];
  for (const child of (node as Parents).children) {
    result += text.slice(at, child.position?.start.offset ?? at) + told(child, context);
    at = child.position?.end.offset ?? at;
  }
  return result + text.slice(at, end);
}

function toldElement(node: JsxElement, context: Context): string {
  const apart = node.type === 'mdxJsxFlowElement' ? '\n\n' : '';
  const inner = node.children.map((child) => told(child, context)).join(apart);
  const attribute = (name: string): string => stringAttribute(node, name) ?? '';
  switch (node.name) {
    case 'Value':
      return attribute('text') || publishedText(context.chapter, context.frozen, node);
    case 'Cite':
      return cited(attribute('of').split(/\s+/), attribute('as') === 'text', attribute('at'), context);
    case 'Sidenote':
      return ` (${inner.trim()})`;
    case 'Theorem': {
      const kind = attribute('kind') || 'theorem';
      const title = attribute('title') ? ` (${attribute('title')})` : '';
      return `**${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}${title}.** ${inner}`;
    }
    case 'Proof':
      return `*Proof.* ${inner} ∎`;
    case 'Caption':
      return `*Figure.* ${inner}`;
    case 'Try':
      return `*Try:* ${inner}`;
    case 'Ref':
      return inner || referred(attribute('to'), context);
    default:
      return inner;
  }
}

function cited(keys: readonly string[], spoken: boolean, at: string, { forms }: Context): string {
  const place = at ? `, ${at}` : '';
  const all = keys.flatMap((key) => forms.get(key) ?? []);
  if (spoken) return all.map((form) => `${form.spoken} (${form.year}${place})`).join(' and ');
  return `(${all.map(({ names, year }) => `${names} ${year}`).join('; ')}${place})`;
}

function referred(to: string, { site, chapter }: Context): string {
  const [first = '', second] = to.split('#');
  const reference =
    second === undefined
      ? { chapter: undefined, anchor: first }
      : { chapter: first || undefined, anchor: second };
  const found = findTarget(site, chapter.slug, { ...reference, offset: 0, length: 0 });
  return found?.target?.label ?? found?.chapter.title ?? to;
}

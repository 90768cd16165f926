/** Rules for the elements of the prose: which there are, where they stand, what their attributes take. */

import type { Parents } from 'mdast';
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { proseElements, type AttributeForm, type ProseElement } from './prose-elements.ts';
import { nearest } from './spelling.ts';

export type Report = (summary: string, remedy: string, offset: number, length: number) => void;

type Element = MdxJsxTextElement | MdxJsxFlowElement;

/** Reports what is wrong with one element, which stands in a line or as a block; `imported` are names that the chapter imports by itself. */
export function checkElement(
  node: Element,
  { start, inLine }: { start: number; inLine: boolean },
  imported: ReadonlySet<string>,
  insideClaim: boolean,
  report: Report,
): void {
  const name = node.name ?? '';
  const length = `<${name}`.length;
  const known = Object.keys(proseElements);
  const element = proseElements[name];
  if (element === undefined) {
    const meant = known.find((other) => other.toLowerCase() === name.toLowerCase());
    const isComponent = /^[A-Z]/.test(name) && !imported.has(name.split('.', 1)[0] ?? '');
    if (meant === undefined && !isComponent) return;
    const close = meant ?? nearest(name, known);
    report(
      `there is no element <${name}>`,
      close ? `Did you mean <${close}>?` : `Chapters know ${known.map((other) => `<${other}>`).join(', ')}.`,
      start,
      length,
    );
    return;
  }
  if (typeof element === 'string') return;
  // Inside of a claim, a value without a name is the claim's own.
  if (name === 'Value' && !insideClaim && !has(node, 'of'))
    report(
      '<Value> does not say of what',
      'Write <Value of="name" />, where name is a declaration of a cell; parts of it follow after dots.',
      start,
      length,
    );
  checkPlace(node, name, element, { start, inLine }, report);
  for (const attribute of node.attributes) {
    const at = attribute.position?.start.offset ?? start;
    const size = (attribute.position?.end.offset ?? at + 1) - at;
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      report(`<${name}> takes no {…} of attributes`, 'Write each attribute by its name.', at, size);
      continue;
    }
    const form = element.attributes[attribute.name];
    if (form === undefined) {
      const names = Object.keys(element.attributes);
      const close = nearest(attribute.name, names);
      const knows =
        names.length === 0 ? `It takes none: ${element.example}` : `It knows ${names.join(', ')}.`;
      report(
        `<${name}> has no attribute “${attribute.name}”`,
        close ? `Did you mean “${close}”?` : knows,
        at,
        size,
      );
    } else checkAttribute(name, attribute, form, { at, size }, report);
  }
}

const has = (node: Element, name: string): boolean =>
  node.attributes.some((attribute) => 'name' in attribute && attribute.name === name);

/** Elements that have a paragraph to themselves are blocks, as MDX takes them. */
export function isInLine(node: Element, parent: Parents | undefined): boolean {
  if (node.type === 'mdxJsxFlowElement') return false;
  return !(
    parent?.type === 'paragraph' &&
    parent.children.every(
      (child) => child.type.startsWith('mdx') || (child.type === 'text' && child.value.trim() === ''),
    )
  );
}

/** What must be there, and where the whole may stand. */
function checkPlace(
  node: Element,
  name: string,
  element: ProseElement,
  { start, inLine }: { start: number; inLine: boolean },
  report: Report,
): void {
  const length = `<${name}`.length;
  const remedy = `Write ${element.example}`;
  for (const attribute of element.required)
    if (!has(node, attribute)) report(`<${name}> has no “${attribute}”`, remedy, start, length);
  if (element.stands === 'as a block' && inLine)
    report(
      `<${name}> stands in a line of text, but it is a block of its own`,
      `Put empty lines before and after it: ${element.example}`,
      start,
      length,
    );
  if (element.stands === 'in a line' && !inLine)
    report(
      `<${name}> stands alone, but it belongs to a line of text`,
      `Write it right after the words that it is a note to: ${element.example}`,
      start,
      length,
    );
  if (element.says && node.children.length === 0)
    report(`<${name}> is empty`, `${remedy}, with the text between its tags.`, start, length);
}

interface FormOf {
  readonly test: (value: string) => boolean;
  readonly what: string;
  readonly remedy: string;
}

const word = '[a-z0-9]+(?:-[a-z0-9]+)*';
const key: FormOf = {
  test: (value) => new RegExp(`^${word}$`).test(value),
  what: 'is no key',
  remedy: 'Use lower-case letters, digits and hyphens, as in “cohen-welling-2016”.',
};

const forms: Readonly<Record<Exclude<AttributeForm, readonly string[]>, FormOf>> = {
  path: {
    test: (value) => /^[A-Za-z_$][\w$]*(\.[\w$]+)*$/.test(value),
    what: 'is no path to a value',
    remedy: 'Write of="name" or of="name.part.0": names and numbers with dots between them.',
  },
  id: {
    ...key,
    what: 'cannot be an id',
    remedy: 'Use lower-case letters, digits and hyphens; it is its anchor.',
  },
  key,
  keys: {
    test: (value) => value.trim() !== '' && value.trim().split(/\s+/).every(key.test),
    what: 'is no key',
    remedy: `${key.remedy} Several stand with spaces between them.`,
  },
  target: {
    test: (value) => /^[^\s#]+(?:#[^\s#]+)?$/.test(value),
    what: 'is no target',
    remedy: 'Write to="anchor" for this chapter, or to="chapter#anchor".',
  },
  anchor: {
    test: (value) => /^[^\s#]+$/.test(value),
    what: 'is no anchor',
    remedy: 'Write what stood behind the # of its address.',
  },
  text: {
    test: (value) => value.trim() !== '',
    what: 'is empty',
    remedy: 'Write its text between the quotes.',
  },
};

function checkAttribute(
  element: string,
  { name, value }: MdxJsxAttribute,
  form: AttributeForm,
  { at, size }: { at: number; size: number },
  report: Report,
): void {
  if (typeof value !== 'string')
    report(`${name} of <${element}> is a plain text`, `Write ${name}="…", without braces.`, at, size);
  else if (typeof form === 'string') {
    const { test, what, remedy } = forms[form];
    if (!test(value)) report(`“${value}” ${what}`, remedy, at, size);
  } else if (!form.includes(value)) {
    const close = nearest(value, form);
    const what =
      element === 'Value' || element === 'Bound' ? 'no form of a value' : `no ${name} of <${element}>`;
    report(
      `“${value}” is ${what}`,
      close ? `Did you mean “${close}”?` : `Write ${name}="${form.join('", "')}".`,
      at,
      size,
    );
  }
}

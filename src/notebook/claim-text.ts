/** A claim's sentence as plain text, its numbers being those that are published. */

import type { Nodes } from 'mdast';
import { formatValue } from '../runtime/format-value.ts';
import type { Judged } from './judge-claims.ts';
import { isElement, stringAttribute, type JsxElement } from './parse-claims.ts';
import { typographic } from './typographic.ts';
import { sideOf, unmeasured } from './weave-claims.ts';

/** Formulas stand as TeX between dollar signs. `values` are those of the chapter's cells. */
export function claimText(judged: Judged, values: ReadonlyMap<string, unknown>): string {
  const read = (node: Nodes): string => {
    const side = sideOf(node);
    if (side !== undefined) {
      const value = judged[side];
      return value === null ? unmeasured : formatValue(value, stringAttribute(node as JsxElement, 'as'));
    }
    if (isElement(node, 'Value')) return valueText(node as JsxElement, values);
    // A note to the sentence is no part of it.
    if (isElement(node, 'Sidenote')) return '';
    if ('children' in node) return node.children.map((child) => read(child)).join('');
    if (!('value' in node)) return '';
    return (node.type as string) === 'inlineMath' ? `$${node.value}$` : typographic(node.value);
  };
  const text = judged.claim.content.map((node) => read(node)).join('');
  // In the ledger it stands alone, though in the prose it may be the middle of a sentence.
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function valueText(node: JsxElement, values: ReadonlyMap<string, unknown>): string {
  const [name = '', ...path] = (stringAttribute(node, 'of') ?? '').split('.');
  let value = values.get(name);
  for (const step of path) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return formatValue(value, stringAttribute(node, 'as'));
}

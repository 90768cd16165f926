/** `<Claim>` elements get what the page shows of them; the `<Value>`s and `<Bound>`s inside, their published text. */

import type { Root } from 'mdast';
import type { MdxJsxAttribute } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';
import { formatValue } from '../runtime/format-value.ts';
import type { Claimed } from '../runtime/judge.ts';
import { conditionOf, type Judged } from './judge-claims.ts';
import { isElement, stringAttribute, type JsxElement } from './parse-claims.ts';
import { NotebookProblem } from './problem.ts';
import type { LinkedChapter } from './types.ts';

/** What stands for a number that only the reader's own machine can give. */
export const unmeasured = 'an unmeasured number of';

export function weaveClaims(tree: Root, chapter: LinkedChapter, judged: readonly Judged[]): void {
  let met = 0;
  visit(tree, (node) => {
    if (!isElement(node, 'Claim')) return;
    const element = node as JsxElement;
    const claim = judged[met++];
    if (!claim) return;
    const { id, kind } = claim.claim;
    element.attributes = Object.entries({ id, kind, condition: conditionOf(claim.claim) }).map(
      ([name, value]) => attribute(name, value),
    );
    visit(element, (inner) => {
      const side = sideOf(inner);
      if (side === undefined) return;
      const value = inner as JsxElement;
      const as = stringAttribute(value, 'as');
      value.name = 'Value';
      value.attributes = [
        attribute('side', side),
        attribute('text', textOfSide(chapter, value, claim[side], as)),
        ...(as === undefined ? [] : [attribute('as', as)]),
      ];
    });
  });
}

/** The side of its claim's condition that an element shows, if it does. */
export function sideOf(node: { type: string; name?: unknown }): 'value' | 'bound' | undefined {
  if (isElement(node, 'Bound')) return 'bound';
  const own = isElement(node, 'Value') && stringAttribute(node as JsxElement, 'of') === undefined;
  return own ? 'value' : undefined;
}

function textOfSide(
  chapter: LinkedChapter,
  node: JsxElement,
  side: Claimed | null,
  as: string | undefined,
): string {
  if (side === null) return unmeasured;
  try {
    return formatValue(side, as);
  } catch (error) {
    const offset = node.position?.start.offset ?? 0;
    throw new NotebookProblem(
      (error as Error).message,
      'Write as="percent", "integer", "decimal", "scientific" or "text".',
      {
        file: chapter.file,
        text: chapter.text,
        offset,
        length: (node.position?.end.offset ?? offset + 1) - offset,
      },
    );
  }
}

export function attribute(name: string, value: string): MdxJsxAttribute {
  return { type: 'mdxJsxAttribute', name, value };
}

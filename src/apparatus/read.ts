/** A chapter's text → its apparatus: citations, terms, references, captions, and all that references can lead to. */

import GithubSlugger from 'github-slugger';
import type { Code, Heading, Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseFenceMeta } from '../notebook/fence-meta.ts';
import { isElement, stringAttribute, type JsxElement } from '../notebook/parse-claims.ts';
import { labelsOf } from './equations.ts';
import type {
  Apparatus,
  CellText,
  Citation,
  FormerAnchor,
  Placed,
  Reference,
  Target,
  TermUse,
} from './types.ts';

/** Reads what is written; whether it is right is for `rules.ts` and `check.ts` to say. */
export function readApparatus(tree: Root): Apparatus {
  const citations: Citation[] = [];
  const terms: TermUse[] = [];
  const references: Reference[] = [];
  const captions: CellText[] = [];
  const tries: CellText[] = [];
  const moved: FormerAnchor[] = [];
  visit(tree, (node) => {
    const place = placeOf(node);
    const word = (name: string): string => stringAttribute(node as JsxElement, name) ?? '';
    if (isElement(node, 'Cite'))
      citations.push({
        ...place,
        keys: word('of').split(/\s+/).filter(Boolean),
        at: stringAttribute(node as JsxElement, 'at'),
      });
    else if (isElement(node, 'Term')) terms.push({ ...place, of: word('of') });
    else if (isElement(node, 'Ref')) references.push({ ...place, ...splitTarget(word('to')) });
    else if (isElement(node, 'Caption')) captions.push({ ...place, of: word('of') });
    else if (isElement(node, 'Try')) tries.push({ ...place, of: word('of') });
    else if (isElement(node, 'Moved')) moved.push({ ...place, from: word('from') });
  });
  const captioned = new Set(captions.map(({ of }) => of));
  return { citations, terms, references, captions, tries, moved, targets: readTargets(tree, captioned) };
}

/** `inductive-bias#training` → chapter and anchor; without a chapter, the anchor is one of the chapter itself. */
export function splitTarget(to: string): { chapter: string | undefined; anchor: string } {
  const [first = '', second] = to.split('#');
  return second === undefined ? { chapter: undefined, anchor: first } : { chapter: first, anchor: second };
}

export function placeOf(node: Nodes): Placed {
  const offset = node.position?.start.offset ?? 0;
  return { offset, length: (node.position?.end.offset ?? offset + 1) - offset };
}

/** Theorems and their kin share one count, figures another, equations a third. */
function readTargets(tree: Root, captioned: ReadonlySet<string>): Target[] {
  const targets: Target[] = [];
  const slugger = new GithubSlugger();
  let figures = 0;
  let theorems = 0;
  let equations = 0;
  visit(tree, (node) => {
    const place = placeOf(node);
    if (node.type === 'heading') {
      const title = wordsOf(node);
      targets.push({
        ...place,
        kind: 'section',
        id: slugger.slug(title),
        label: `“${title}”`,
        title,
        depth: node.depth,
      });
    } else if (node.type === 'code') {
      const cell = cellOf(node);
      if (cell?.id === undefined) return;
      const { id, title } = cell;
      const figure = captioned.has(id);
      const label = figure ? `Figure ${++figures}` : `“${title ?? id}”`;
      targets.push({ ...place, kind: figure ? 'figure' : 'cell', id, label, title });
    } else if (node.type === 'math')
      for (const { id, index, length } of labelsOf(node.value))
        targets.push({
          offset: place.offset + '$$\n'.length + index,
          length,
          kind: 'equation',
          id,
          label: `(${++equations})`,
          title: undefined,
        });
    else if (isElement(node, 'Theorem')) {
      const kind = stringAttribute(node as JsxElement, 'kind') ?? 'theorem';
      targets.push({
        ...place,
        kind: 'theorem',
        id: stringAttribute(node as JsxElement, 'id') ?? '',
        label: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${++theorems}`,
        title: stringAttribute(node as JsxElement, 'title'),
      });
    } else if (isElement(node, 'Claim')) {
      const id = stringAttribute(node as JsxElement, 'id') ?? '';
      targets.push({ ...place, kind: 'claim', id, label: `claim “${id}”`, title: undefined });
    }
  });
  return targets;
}

function cellOf(node: Code) {
  try {
    return node.lang === 'ts' || node.lang === 'typescript' ? parseFenceMeta(node.meta ?? '') : undefined;
  } catch {
    return undefined;
  }
}

/** A heading as text; a formula in it stands as it is written. */
function wordsOf(heading: Heading): string {
  let words = '';
  visit(heading, (part) => {
    if ('value' in part && part.type !== 'mdxTextExpression') words += part.value;
  });
  return words;
}

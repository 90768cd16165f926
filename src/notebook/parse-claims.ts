/** The `<Claim>` elements of a chapter's prose. */

import type { PhrasingContent, Root } from 'mdast';
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';
import { claimKinds, claimRelations, type ClaimKind, type ClaimRelation } from '../runtime/judge.ts';
import { NotebookProblem, throwProblems } from './problem.ts';
import type { ClaimExpression, ClaimSource } from './types.ts';

export type JsxElement = MdxJsxTextElement | MdxJsxFlowElement;

/** Is this node the element of this name? */
export function isElement(node: { type: string; name?: unknown }, name: string): boolean {
  return (node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement') && node.name === name;
}

/** The value of an attribute written as a plain string. */
export function stringAttribute(node: JsxElement, name: string): string | undefined {
  const attribute = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === name);
  return typeof attribute?.value === 'string' ? attribute.value : undefined;
}

const known = ['id', 'kind', 'value', ...claimRelations, 'tolerance', 'share'];
const form = 'as in: <Claim id="levels-agree" kind="exact" value={spread} is={0}>…</Claim>';

/**
 * Reads the claims of a chapter.
 *
 * @throws {NotebookProblem} for a claim without id, kind, value or text, with no relation or several, with a number typed
 *   into its text, or with an exact value that is compared without saying how exactly.
 */
export function readClaims(file: string, text: string, tree: Root): ClaimSource[] {
  const claims: ClaimSource[] = [];
  const problems: NotebookProblem[] = [];
  visit(tree, (node) => {
    if (!isElement(node, 'Claim')) return;
    try {
      claims.push(readClaim(file, text, node as JsxElement));
    } catch (error) {
      if (!(error instanceof NotebookProblem)) throw error;
      problems.push(error);
    }
  });
  throwProblems(problems);
  return claims;
}

function readClaim(file: string, text: string, node: JsxElement): ClaimSource {
  const offset = node.position?.start.offset ?? 0;
  const length = (node.position?.end.offset ?? offset + 1) - offset;
  const fail = (summary: string, remedy: string, at = offset, size = '<Claim'.length): never => {
    throw new NotebookProblem(summary, remedy, { file, text, offset: at, length: size });
  };
  const attributes = new Map<string, MdxJsxAttribute>();
  for (const attribute of node.attributes) {
    const start = attribute.position?.start.offset ?? offset;
    if (attribute.type !== 'mdxJsxAttribute' || !known.includes(attribute.name))
      fail(
        `“${attribute.type === 'mdxJsxAttribute' ? attribute.name : '{…}'}” is not an attribute of a claim`,
        `Known attributes: ${known.join(', ')}.`,
        start,
        (attribute.position?.end.offset ?? start + 1) - start,
      );
    else attributes.set(attribute.name, attribute);
  }
  const word = (name: string): string | undefined => {
    const value = attributes.get(name)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const expression = (name: string): ClaimExpression | undefined => {
    const attribute = attributes.get(name);
    if (!attribute) return undefined;
    const start = attribute.position?.start.offset ?? offset;
    const end = attribute.position?.end.offset ?? start;
    if (attribute.value === null || typeof attribute.value !== 'object')
      return fail(`${name} takes an expression`, `Write ${name}={…}, ${form}`, start, end - start);
    const from = text.indexOf('{', start) + 1;
    return { code: text.slice(from, text.lastIndexOf('}', end - 1)), offset: from };
  };

  const id = word('id') ?? fail('this claim has no id', `Name it, ${form}. The id is its anchor.`);
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    fail(
      `“${id}” cannot be the id of a claim`,
      'Use lower-case letters, digits and hyphens: id="levels-agree".',
    );
  const kind = word('kind') as ClaimKind | undefined;
  if (kind === undefined || !claimKinds.includes(kind))
    return fail(
      `claim “${id}” has no kind`,
      'Write kind="exact" (holds by construction), "seeded" (what a reproducible run gave) or "machine" (measured on the reader’s machine).',
    );
  const value = expression('value') ?? fail(`claim “${id}” has no value`, `Say what is compared, ${form}.`);
  const relations = claimRelations.filter((name) => attributes.has(name));
  if (relations.length > 1 || (relations.length === 0 && kind !== 'machine'))
    fail(
      relations.length === 0
        ? `claim “${id}” compares its value with nothing`
        : `claim “${id}” has two relations: ${relations.join(' and ')}`,
      `Give one of ${claimRelations.join(', ')}, ${form}.`,
    );
  const relation: ClaimRelation = relations[0] ?? 'is';
  const bound = expression(relation);
  const tolerance = expression('tolerance');
  if (tolerance && relation !== 'is')
    fail(`claim “${id}” has a tolerance, but “${relation}” knows none`, 'Put it into the bound, or use is.');
  if (tolerance && kind === 'exact' && !/\bepsilon\b/.test(tolerance.code))
    fail(
      `the tolerance of the exact claim “${id}” does not say where it comes from`,
      'Derive it from float32, as a multiple of epsilon (2⁻²⁴): tolerance={64 * epsilon}. Without one, is means equal.',
      tolerance.offset,
      tolerance.code.length,
    );
  const share = readShare(expression('share'), kind, id, fail);
  const content = phrasing(node);
  checkText(content, id, (summary, remedy, at, size) => fail(summary, remedy, at, size));
  return { id, kind, relation, value, bound, tolerance, share, content, offset, length };
}

type Fail = (summary: string, remedy: string, at?: number, size?: number) => never;

function readShare(
  share: ClaimExpression | undefined,
  kind: ClaimKind,
  id: string,
  fail: Fail,
): number | undefined {
  if (share === undefined) return undefined;
  const number = Number(share.code);
  if (kind !== 'seeded' || !(number > 0 && number <= 1))
    fail(
      `the share of claim “${id}” has no meaning`,
      'A share belongs to a seeded claim and is a number above 0, at most 1: share={0.9} says nine seeds in ten.',
      share.offset,
      share.code.length,
    );
  return number;
}

/** The words of a claim, whether it stands in a line or as a block of its own. */
function phrasing(node: JsxElement): PhrasingContent[] {
  return node.children.flatMap((child) =>
    child.type === 'paragraph' ? child.children : [child as PhrasingContent],
  );
}

/** A claim says something, and every number in it is a rendered value. */
function checkText(content: readonly PhrasingContent[], id: string, fail: Fail): void {
  let said = false;
  visit({ type: 'root', children: [...content] } as Root, (node) => {
    if (node.type === 'text' && node.value.trim() !== '') said = true;
    // A number that stands alone; in names such as p4 it is part of a word.
    const typed = node.type === 'text' ? /(?<![\w.,])[-−]?\d[\d.,]*/.exec(node.value) : null;
    if (typed)
      fail(
        `claim “${id}” has a number typed into its text, ${typed[0]}`,
        'Render it, so that it cannot disagree: <Value as="percent" /> shows the claim’s value, <Bound as="percent" /> its bound, <Value of="…" /> another. A number that is no result goes into $…$ or is spelled out.',
        (node.position?.start.offset ?? 0) + typed.index,
        typed[0].length,
      );
  });
  if (!said) fail(`claim “${id}” says nothing`, 'Put the sentence that it binds between its tags.');
}

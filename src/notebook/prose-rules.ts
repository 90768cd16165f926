/** Rules for what stands between the cells of a chapter: fences, elements, braces, headings, formulas. */

import { analyze, ScopeType } from '@typescript-eslint/scope-manager';
import { parse, type TSESTree } from '@typescript-eslint/typescript-estree';
import { slug } from 'github-slugger';
import type { Code, Heading, Nodes, Root } from 'mdast';
import temml from 'temml';
import { visit } from 'unist-util-visit';
import { checkElement, isInLine, type Report } from './element-rules.ts';
import { standardGlobals } from './names.ts';
import { withoutLabels } from '../apparatus/equations.ts';
import { NotebookProblem } from './problem.ts';
import type { CellSource } from './types.ts';

/** Nodes that the parser's plugins for MDX and for formulas add to Markdown's own. */
type NodeOf<Type extends Nodes['type']> = Extract<Nodes, { type: Type }>;

/** Everything in the prose that would fail later without a place, or fail silently. */
export function checkProse(
  file: string,
  text: string,
  tree: Root,
  cells: readonly CellSource[],
): NotebookProblem[] {
  const problems: NotebookProblem[] = [];
  const report: Report = (summary, remedy, offset, length) => {
    problems.push(new NotebookProblem(summary, remedy, { file, text, offset, length }));
  };
  const imported = new Set<string>();
  visit(tree, 'mdxjsEsm', (node: NodeOf<'mdxjsEsm'>) => {
    for (const { name } of namesOf(node.value).declared) imported.add(name);
  });
  const insideClaims = new Set<unknown>();
  visit(tree, (node, _, parent) => {
    if ('name' in node && node.name === 'Claim') visit(node, (inner) => void insideClaims.add(inner));
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start + 1;
    switch (node.type) {
      case 'code':
        checkFence(node, text.slice(start, end), start, report);
        break;
      case 'heading':
        checkHeading(node, start, cells, report);
        break;
      case 'math':
      case 'inlineMath':
        checkFormula(node, start, end, report);
        break;
      case 'mdxTextExpression':
      case 'mdxFlowExpression':
        checkBraces(node, start, imported, report);
        break;
      case 'mdxJsxTextElement':
      case 'mdxJsxFlowElement':
        checkElement(
          node,
          { start, inLine: isInLine(node, parent) },
          imported,
          insideClaims.has(node),
          report,
        );
        break;
    }
  });
  return problems;
}

/** A fence that the author took for a cell, and one that was never closed. */
function checkFence(node: Code, source: string, start: number, report: Report): void {
  const meta = node.meta ?? '';
  const fence = source.split('\n', 1)[0] ?? '';
  const metaAt = start + Math.max(0, fence.lastIndexOf(meta));
  const isTs = node.lang === 'ts' || node.lang === 'typescript';
  const marked = /^(live|view)(\s|$)/.test(meta);
  if (!isTs && marked)
    report(
      `a cell in ${node.lang ?? 'no language'}: cells are written in TypeScript`,
      `Begin the fence with \`\`\`ts ${meta.slice(0, 4)}.`,
      start,
      fence.length,
    );
  const misplaced = /(?:^|\s)(live|view)(?:\s|$)/i.exec(meta);
  if (isTs && !marked && (misplaced ?? /(?:^|\s)(id|seed)=/.test(meta)))
    report(
      'this fence is no cell: it begins with neither live nor view',
      'Write ```ts live id=… or ```ts view id=…, in this order and in lower case; a listing has no id.',
      metaAt,
      meta.length,
    );
  const mark = /^(`{3,}|~{3,})/.exec(fence)?.[1];
  if (
    mark &&
    !source
      .trimEnd()
      .replace(/^[^]*\n/, '')
      .trimStart()
      .replace(/^(>\s?)+/, '')
      .startsWith(mark)
  )
    report(
      'this fence is not closed: it takes in everything to its end',
      `Close it with ${mark} on a line of its own.`,
      start,
      fence.length,
    );
}

/** A heading's anchor is made from its words; the page cannot have two of one name. */
function checkHeading(node: Heading, start: number, cells: readonly CellSource[], report: Report): void {
  let words = '';
  visit(node, (part) => {
    if ('value' in part && part.type !== 'mdxTextExpression') words += part.value;
  });
  const anchor = slug(words);
  if (cells.some(({ id }) => id === anchor))
    report(
      `this heading and a cell have the same anchor, #${anchor}`,
      'Give the cell another id: links to it and the page’s own script would find the heading.',
      start,
      node.depth + 1 + words.length,
    );
}

function checkFormula(node: NodeOf<'math' | 'inlineMath'>, start: number, end: number, report: Report): void {
  try {
    temml.renderToString(withoutLabels(node.value), {
      displayMode: node.type === 'math',
      throwOnError: true,
    });
  } catch (error) {
    const { message, position } = error as { message: string; position?: number };
    const inset = node.type === 'inlineMath' ? 1 : 3;
    report(
      `TeX that cannot be read: ${message.replace(/^(KaTeX )?(parse error)?:?\s*/i, '').replace(/(,? expected '.*')? at (position \d+|end of input).*$/s, '$1')}`,
      'Look at the marked place; a $ that is no formula is written \\$.',
      position === undefined ? start : Math.min(start + inset + position, end - 1),
      1,
    );
  }
}

/** MDX evaluates braces at build, where no cell has a value. */
function checkBraces(
  node: NodeOf<'mdxTextExpression' | 'mdxFlowExpression'>,
  start: number,
  imported: ReadonlySet<string>,
  report: Report,
): void {
  for (const { name, offset } of namesOf(`(${node.value}\n)`).free) {
    if (imported.has(name) || name === 'props' || standardGlobals.view.has(name)) continue;
    report(
      `the prose does not see “${name}” in braces`,
      `Write <Value of="${node.value.trim()}" /> for the value of a cell, or \\{ for the character itself.`,
      start + offset,
      name.length,
    );
  }
}

interface Names {
  readonly free: readonly { readonly name: string; readonly offset: number }[];
  readonly declared: readonly { readonly name: string }[];
}

/** Free and declared names of a piece of JavaScript; MDX has already refused what does not parse. */
function namesOf(code: string): Names {
  try {
    const { globalScope, scopes } = analyze(parse(code, { range: true, loc: true, jsx: true }), {
      sourceType: 'module',
      lib: [],
    });
    const free = (globalScope?.through ?? []).map((reference) => {
      const { name, range } = reference.identifier as TSESTree.Identifier;
      return { name, offset: range[0] };
    });
    return { free, declared: scopes.find((scope) => scope.type === ScopeType.module)?.variables ?? [] };
  } catch {
    return { free: [], declared: [] };
  }
}

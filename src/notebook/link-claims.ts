/** The claims of a chapter, joined to the cells whose values they speak of. */

import { analyze } from '@typescript-eslint/scope-manager';
import { parse, type TSESTree } from '@typescript-eslint/typescript-estree';
import { claimBuiltins, standardGlobals } from './names.ts';
import { lineAndColumn, NotebookProblem } from './problem.ts';
import type { ChapterSource, ClaimExpression, ClaimSource, CompiledCell, LinkedClaim } from './types.ts';

/** The expressions of a claim's condition, by their role in it. */
export function expressionsOf(claim: ClaimSource): { role: string; expression: ClaimExpression }[] {
  const { value, bound, tolerance } = claim;
  return Object.entries({ value, bound, tolerance }).flatMap(([role, expression]) =>
    expression ? [{ role, expression }] : [],
  );
}

/** Finds the inputs of each claim; what is wrong with them is added to `problems`. */
export function linkClaims(
  chapter: ChapterSource,
  cells: readonly CompiledCell[],
  problems: NotebookProblem[],
): LinkedClaim[] {
  const report = (summary: string, remedy: string, offset: number, length: number): void => {
    problems.push(
      new NotebookProblem(summary, remedy, { file: chapter.file, text: chapter.text, offset, length }),
    );
  };
  const anchors = new Map<string, number>(cells.map(({ source }) => [source.id, source.offset]));
  return chapter.claims.map((claim) => {
    const taken = anchors.get(claim.id);
    if (taken !== undefined)
      report(
        `“${claim.id}” is the id of this claim and of something else (line ${lineAndColumn(chapter.text, taken).line})`,
        'Give it another id; links point at it.',
        claim.offset,
        '<Claim'.length,
      );
    anchors.set(claim.id, claim.offset);
    const inputs = new Map<string, string>();
    const before = problems.length;
    for (const { expression } of expressionsOf(claim))
      for (const { name, offset } of freeNames(expression, report)) {
        const from = cells.find((cell) => cell.outputs.some((output) => output.name === name));
        if (from) inputs.set(name, from.source.id);
        else if (!claimBuiltins[claim.kind].has(name) && !standardGlobals.live.has(name))
          report(
            `nothing declares “${name}”, of which claim “${claim.id}” speaks`,
            `A claim speaks of values that cells of this chapter declare, of ${[...claimBuiltins[claim.kind]].join(', ')} and of Math.`,
            offset,
            name.length,
          );
      }
    if (inputs.size === 0 && claim.kind !== 'machine' && problems.length === before)
      report(
        `claim “${claim.id}” checks nothing: no cell’s value is in its condition`,
        'Bind it to what a cell computes: value={name}.',
        claim.value.offset,
        claim.value.code.length,
      );
    return { ...claim, inputs: [...inputs].map(([name, from]) => ({ name, from })) };
  });
}

function freeNames(
  { code, offset }: ClaimExpression,
  report: (summary: string, remedy: string, offset: number, length: number) => void,
): { name: string; offset: number }[] {
  try {
    const program = parse(`(${code}\n)`, { range: true, loc: true, sourceType: 'module' });
    const { globalScope } = analyze(program, { sourceType: 'module', lib: [] });
    return (globalScope?.through ?? []).map((reference) => {
      const { name, range } = reference.identifier as TSESTree.Identifier;
      return { name, offset: offset + range[0] - 1 };
    });
  } catch (error) {
    const { message, index } = error as { message: string; index?: number };
    report(
      `syntax error in a claim: ${message}`,
      'Between the braces stands one JavaScript expression.',
      offset + Math.max(0, Math.min((index ?? 1) - 1, code.length - 1)),
      1,
    );
    return [];
  }
}

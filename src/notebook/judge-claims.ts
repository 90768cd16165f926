/** The claims of a chapter, held against values of its cells. */

import { runInNewContext } from 'node:vm';
import { epsilon, holds, signs, type Claimed, type Condition } from '../runtime/judge.ts';
import { expressionsOf } from './link-claims.ts';
import { NotebookProblem } from './problem.ts';
import type { LinkedChapter, LinkedClaim } from './types.ts';

/** A condition with its sides; each `null` where it has no value. */
export interface Judged {
  readonly claim: LinkedClaim;
  readonly value: Claimed | null;
  readonly bound: Claimed | null;
  readonly tolerance: number | null;
  /** `live`: measured on the reader's machine, so nothing is known before a reader runs it. */
  readonly status: 'holds' | 'fails' | 'live';
}

/**
 * Judges each claim of a chapter.
 *
 * @param values of the cells' outputs, by name
 */
export function judgeClaims(chapter: LinkedChapter, values: ReadonlyMap<string, unknown>): Judged[] {
  return chapter.claims.map((claim) => {
    if (claim.kind === 'machine') return { claim, value: null, bound: null, tolerance: null, status: 'live' };
    const context = {
      epsilon,
      ...Object.fromEntries(claim.inputs.map(({ name }) => [name, values.get(name)])),
    };
    const sides = new Map<string, unknown>();
    for (const { role, expression } of expressionsOf(claim)) {
      try {
        sides.set(role, runInNewContext(`(${expression.code}\n)`, { ...context }));
      } catch (error) {
        throw problemOf(chapter, claim, `the ${role} of claim “${claim.id}” fails: ${String(error)}`);
      }
    }
    const [value, bound, tolerance] = ['value', 'bound', 'tolerance'].map((role) => claimed(sides.get(role)));
    const known = value !== null && value !== undefined && bound !== null && bound !== undefined;
    const condition = {
      relation: claim.relation,
      value,
      bound,
      tolerance: tolerance ?? undefined,
    } as Condition;
    return {
      claim,
      value: value ?? null,
      bound: bound ?? null,
      tolerance: typeof tolerance === 'number' ? tolerance : null,
      status: known && holds(condition) ? 'holds' : 'fails',
    };
  });
}

function claimed(side: unknown): Claimed | null {
  return typeof side === 'number' || typeof side === 'string' || typeof side === 'boolean' ? side : null;
}

/** The condition as its author wrote it: `spread = 0 ± 64 * epsilon`. */
export function conditionOf({ relation, value, bound, tolerance, share }: LinkedClaim): string {
  const parts = [value.code.trim()];
  if (bound) parts.push(signs[relation], bound.code.trim());
  if (tolerance) parts.push('±', tolerance.code.trim());
  if (share !== undefined)
    parts.push(
      share === 1 ? 'for every seed' : `for at least ${Number((100 * share).toPrecision(3))} % of seeds`,
    );
  return parts.join(' ').replace(/\s+/g, ' ');
}

/** One problem for each claim that is not true. */
export function falseClaims(chapter: LinkedChapter, judged: readonly Judged[]): NotebookProblem[] {
  return judged
    .filter(({ status }) => status === 'fails')
    .map(({ claim, value, bound, tolerance }) =>
      problemOf(
        chapter,
        claim,
        value === null || bound === null
          ? `claim “${claim.id}” has no ${value === null ? 'value' : 'bound'}: its expression gives nothing that can be compared`
          : `claim “${claim.id}” is false: ${conditionOf(claim)}, but the value is ${show(value)} and the bound ${show(bound)}${tolerance === null ? '' : ` ± ${show(tolerance)}`}`,
      ),
    );
}

const show = (side: Claimed): string => (typeof side === 'string' ? `“${side}”` : String(side));

function problemOf(chapter: LinkedChapter, claim: LinkedClaim, summary: string): NotebookProblem {
  return new NotebookProblem(
    summary,
    'Say what is true: change the sentence and its condition together, or mend the cell whose value has changed.',
    { file: chapter.file, text: chapter.text, offset: claim.value.offset, length: claim.value.code.length },
  );
}

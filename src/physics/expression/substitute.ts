import { inOrder } from './expression.ts';
import type { Scalar, Expression } from './expression.ts';
import * as operations from './operations.ts';

/** Formulas in which some variables are replaced by numbers or formulas; what becomes constant is computed. */
export function substitute(
  formulas: readonly Scalar[],
  replacements: ReadonlyMap<Expression, Scalar>,
): Scalar[] {
  const replaced = new Map<Expression, Scalar>(replacements);
  const now = (formula: Scalar): Scalar =>
    typeof formula === 'number' ? formula : (replaced.get(formula) ?? formula);
  for (const node of inOrder(formulas)) {
    if (replaced.has(node) || node.operation === 'variable') continue;
    const [a, b] = node.operands.map(now);
    const apply = operations[node.operation] as (a: Scalar, b: Scalar) => Scalar;
    const unchanged = a === node.operands[0] && b === node.operands[1];
    replaced.set(node, unchanged ? node : apply(a, b));
  }
  return formulas.map(now);
}

/** Whether a formula contains one of some variables. */
export function dependsOn(formula: Scalar, variables: readonly Expression[]): boolean {
  return inOrder([formula]).some((node) => variables.includes(node));
}

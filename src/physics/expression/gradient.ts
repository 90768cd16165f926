import { inOrder } from './expression.ts';
import type { Expression, Scalar } from './expression.ts';
import { add, cos, div, exp, mul, neg, pow, sin, square, sub } from './operations.ts';

/** ∂f/∂a (and ∂f/∂b) of one operation, as formulas, each times what arrives from above. */
function partials(node: Expression, above: Scalar): Scalar[] {
  const [a, b] = node.operands;
  switch (node.operation) {
    case 'add':
      return [above, above];
    case 'sub':
      return [above, neg(above)];
    case 'mul':
      return [mul(above, b), mul(above, a)];
    case 'div':
      return [div(above, b), typeof b === 'number' ? 0 : neg(div(mul(above, node), b))];
    case 'pow':
      return [mul(above, b, pow(a, (b as number) - 1)), 0];
    case 'neg':
      return [neg(above)];
    case 'sqrt':
      return [div(above, mul(2, node))];
    case 'exp':
      return [mul(above, node)];
    case 'ln':
      return [div(above, a)];
    case 'sin':
      return [mul(above, cos(a))];
    case 'cos':
      return [neg(mul(above, sin(a)))];
    case 'tanh':
      return [mul(above, sub(1, square(node)))];
    case 'softplus':
      return [div(above, add(1, exp(neg(a))))];
    case 'variable':
      return [];
  }
}

/**
 * The gradient of a formula, as formulas: reverse-mode automatic differentiation, exact to rounding.
 *
 * Apply it again for second and higher derivatives. Cost: a small multiple of the formula's own size, however many
 * variables. Source: Griewank & Walther, Evaluating Derivatives (2008), ch. 3, doi:10.1137/1.9780898717761.
 *
 * @example
 * ```ts
 * import { compile, Expression, gradient, square } from '#physics';
 *
 * const x = Expression.variable('x');
 * const [slope] = gradient(square(x), [x]);
 * compile([slope], [x]).run(Float64Array.of(3))[0];
 * ```
 */
export function gradient(formula: Scalar, variables: readonly Expression[]): Scalar[] {
  if (typeof formula === 'number') return variables.map(() => 0);
  const arrived = new Map<Expression, Scalar>([[formula, 1]]);
  const needed = dependents(formula, variables);
  for (const node of needed.toReversed()) {
    const above = arrived.get(node) ?? 0;
    if (above === 0) continue;
    const shares = partials(node, above);
    node.operands.forEach((operand, i) => {
      if (typeof operand !== 'number') arrived.set(operand, add(arrived.get(operand) ?? 0, shares[i]));
    });
  }
  return variables.map((variable) => arrived.get(variable) ?? 0);
}

/** The parts of a formula that depend on one of the variables, operands first; the rest has no derivative. */
function dependents(formula: Expression, variables: readonly Expression[]): Expression[] {
  const moving = new Set(variables);
  const nodes = inOrder([formula]);
  for (const node of nodes) {
    if (node.operands.some((operand) => typeof operand !== 'number' && moving.has(operand))) moving.add(node);
  }
  return nodes.filter((node) => moving.has(node));
}

/**
 * Σᵢ ∂f/∂xᵢ · ẋᵢ: how a formula changes when its variables change at the given rates.
 *
 * @example
 * ```ts
 * import { compile, derivativeAlong, Expression, mul } from '#physics';
 *
 * const [x, y] = ['x', 'y'].map((name) => Expression.variable(name));
 * const rate = derivativeAlong(mul(x, y), [x, y], [1, 2]); // y + 2x
 * compile([rate], [x, y]).run(Float64Array.of(3, 4))[0];
 * ```
 */
export function derivativeAlong(
  formula: Scalar,
  variables: readonly Expression[],
  rates: readonly Scalar[],
): Scalar {
  return add(...gradient(formula, variables).map((partial, i) => mul(partial, rates[i])));
}

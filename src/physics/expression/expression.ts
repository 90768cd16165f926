/** What a plain function of (q, v, t) is made of when it is called with names instead of numbers. */

/** Operations of one argument. */
export type UnaryOperation = 'neg' | 'sqrt' | 'exp' | 'ln' | 'sin' | 'cos' | 'tanh' | 'softplus';
/** Operations of two arguments; the second of `pow` is a number. */
export type BinaryOperation = 'add' | 'sub' | 'mul' | 'div' | 'pow';
export type Operation = UnaryOperation | BinaryOperation;

/** A number, or a formula that stands for one. */
export type Scalar = number | Expression;

/**
 * A formula: a variable, or an operation on numbers and formulas. It is made by the exported operations, never changed,
 * and shares what it is made of, so it is a graph rather than a tree.
 *
 * @example
 * ```ts
 * import { compile, Expression, mul } from '#physics';
 *
 * const θ = Expression.variable('θ');
 * compile([mul(θ, θ)], [θ]).run(Float64Array.of(7))[0];
 * ```
 */
export class Expression {
  readonly operation: Operation | 'variable';
  readonly operands: readonly Scalar[];
  /** Only a variable has one. */
  readonly name: string;

  private constructor(operation: Operation | 'variable', operands: readonly Scalar[], name: string) {
    this.operation = operation;
    this.operands = operands;
    this.name = name;
  }

  static variable(name: string): Expression {
    return new Expression('variable', [], name);
  }

  static of(operation: Operation, ...operands: readonly Scalar[]): Expression {
    return new Expression(operation, operands, '');
  }

  /** A formula has no value, so `q[0] * 2` and `q[0] > 0` cannot mean what they say; they throw instead of giving NaN. */
  [Symbol.toPrimitive](): never {
    throw new TypeError(
      'A formula was used as a number, as in x * 2 or x > 0. Write mul(x, 2), add(x, 1), square(x) …, which take ' +
        'numbers and formulas alike, and do not branch on the value of a coordinate.',
    );
  }
}

/** Every expression that some formulas are made of, each once and after its operands. */
export function inOrder(formulas: readonly Scalar[]): Expression[] {
  const seen = new Set<Expression>();
  const visit = (formula: Scalar): void => {
    if (typeof formula === 'number' || seen.has(formula)) return;
    formula.operands.forEach(visit);
    seen.add(formula);
  };
  formulas.forEach(visit);
  return [...seen];
}

/**
 * The operations in which Lagrangians, Hamiltonians and transformations are written. On numbers they compute, with the
 * same bits in every engine; on formulas they build formulas, and leave out what changes nothing (0 + x, 1 · x, 0 · x).
 */
import { ARITHMETIC } from './arithmetic.ts';
import { Expression } from './expression.ts';
import type { BinaryOperation, Operation, Scalar, UnaryOperation } from './expression.ts';

const isOperation = (x: Scalar, operation: Operation): x is Expression =>
  typeof x !== 'number' && x.operation === operation;

function unary(operation: UnaryOperation, x: Scalar): Scalar {
  return typeof x === 'number' ? ARITHMETIC[operation](x, 0) : Expression.of(operation, x);
}

function binary(operation: BinaryOperation, a: Scalar, b: Scalar): Scalar {
  return typeof a === 'number' && typeof b === 'number'
    ? ARITHMETIC[operation](a, b)
    : Expression.of(operation, a, b);
}

function addTwo(a: Scalar, b: Scalar): Scalar {
  if (a === 0) return b;
  if (b === 0) return a;
  if (isOperation(b, 'neg')) return sub(a, b.operands[0]);
  return a === b ? mulTwo(2, a) : binary('add', a, b);
}

function mulTwo(a: Scalar, b: Scalar): Scalar {
  if (typeof b === 'number' && typeof a !== 'number') return mulTwo(b, a);
  if (a === 0) return 0;
  if (a === 1) return b;
  if (a === -1) return neg(b);
  if (typeof a === 'number' && isOperation(b, 'mul') && typeof b.operands[0] === 'number')
    return mulTwo(a * b.operands[0], b.operands[1]);
  if (typeof a === 'number' && isOperation(b, 'neg')) return mulTwo(-a, b.operands[0]);
  return binary('mul', a, b);
}

type Numbers = readonly number[];

/**
 * a + b + …; of numbers a number, else a formula.
 *
 * @example
 * ```ts
 * import { add } from '#physics';
 *
 * add(1, 2, 3);
 * ```
 */
export function add(...terms: Numbers): number;
export function add(...terms: readonly Scalar[]): Scalar;
export function add(...terms: readonly Scalar[]): Scalar {
  return terms.reduce(addTwo, 0);
}

/**
 * a − b.
 *
 * @example
 * ```ts
 * import { sub } from '#physics';
 *
 * sub(5, 3);
 * ```
 */
export function sub(a: number, b: number): number;
export function sub(a: Scalar, b: Scalar): Scalar;
export function sub(a: Scalar, b: Scalar): Scalar {
  if (b === 0) return a;
  if (a === 0) return neg(b);
  if (isOperation(b, 'neg')) return addTwo(a, b.operands[0]);
  return a === b && typeof a !== 'number' ? 0 : binary('sub', a, b);
}

/**
 * a · b · ….
 *
 * @example
 * ```ts
 * import { mul } from '#physics';
 *
 * mul(2, 3, 4);
 * ```
 */
export function mul(...factors: Numbers): number;
export function mul(...factors: readonly Scalar[]): Scalar;
export function mul(...factors: readonly Scalar[]): Scalar {
  return factors.reduce(mulTwo, 1);
}

/**
 * a / b.
 *
 * @example
 * ```ts
 * import { div } from '#physics';
 *
 * div(1, 8);
 * ```
 */
export function div(a: number, b: number): number;
export function div(a: Scalar, b: Scalar): Scalar;
export function div(a: Scalar, b: Scalar): Scalar {
  if (b === 1) return a;
  return a === 0 && b !== 0 ? 0 : binary('div', a, b);
}

/**
 * −x.
 *
 * @example
 * ```ts
 * import { neg } from '#physics';
 *
 * neg(2);
 * ```
 */
export function neg(x: number): number;
export function neg(x: Scalar): Scalar;
export function neg(x: Scalar): Scalar {
  return isOperation(x, 'neg') ? x.operands[0] : unary('neg', x);
}

/**
 * x².
 *
 * @example
 * ```ts
 * import { square } from '#physics';
 *
 * square(1.5);
 * ```
 */
export function square(x: number): number;
export function square(x: Scalar): Scalar;
export function square(x: Scalar): Scalar {
  return mulTwo(x, x);
}

/**
 * xʸ for a number y; whole and half powers by multiplication and square roots.
 *
 * @example
 * ```ts
 * import { pow } from '#physics';
 *
 * pow(2, 0.5);
 * ```
 */
export function pow(x: number, y: number): number;
export function pow(x: Scalar, y: number): Scalar;
export function pow(x: Scalar, y: number): Scalar {
  if (y === 0) return 1;
  if (y === 1) return x;
  return y === 2 ? square(x) : binary('pow', x, y);
}

/**
 * √x.
 *
 * @example
 * ```ts
 * import { sqrt } from '#physics';
 *
 * sqrt(2);
 * ```
 */
export function sqrt(x: number): number;
export function sqrt(x: Scalar): Scalar;
export function sqrt(x: Scalar): Scalar {
  return unary('sqrt', x);
}

/**
 * eˣ.
 *
 * @example
 * ```ts
 * import { exp } from '#physics';
 *
 * exp(1);
 * ```
 */
export function exp(x: number): number;
export function exp(x: Scalar): Scalar;
export function exp(x: Scalar): Scalar {
  return unary('exp', x);
}

/**
 * The natural logarithm of x; NaN unless 0 < x < ∞.
 *
 * @example
 * ```ts
 * import { ln } from '#physics';
 *
 * ln(10);
 * ```
 */
export function ln(x: number): number;
export function ln(x: Scalar): Scalar;
export function ln(x: Scalar): Scalar {
  return unary('ln', x);
}

/**
 * sin x, x in radians.
 *
 * @example
 * ```ts
 * import { sin } from '#physics';
 *
 * sin(1);
 * ```
 */
export function sin(x: number): number;
export function sin(x: Scalar): Scalar;
export function sin(x: Scalar): Scalar {
  return unary('sin', x);
}

/**
 * cos x, x in radians.
 *
 * @example
 * ```ts
 * import { compile, cos, Expression, gradient } from '#physics';
 *
 * const θ = Expression.variable('θ');
 * const [slope] = gradient(cos(θ), [θ]); // of a name it is a formula
 * ({ of1: cos(1), slope: compile([slope], [θ]).run(Float64Array.of(1))[0] });
 * ```
 */
export function cos(x: number): number;
export function cos(x: Scalar): Scalar;
export function cos(x: Scalar): Scalar {
  return unary('cos', x);
}

/**
 * tanh x.
 *
 * @example
 * ```ts
 * import { tanh } from '#physics';
 *
 * tanh(0.5);
 * ```
 */
export function tanh(x: number): number;
export function tanh(x: Scalar): Scalar;
export function tanh(x: Scalar): Scalar {
  return unary('tanh', x);
}

/**
 * ln(1 + eˣ).
 *
 * @example
 * ```ts
 * import { softplus } from '#physics';
 *
 * softplus(0); // ln 2
 * ```
 */
export function softplus(x: number): number;
export function softplus(x: Scalar): Scalar;
export function softplus(x: Scalar): Scalar {
  return unary('softplus', x);
}

/**
 * a · b = Σ aᵢbᵢ. Throws a RangeError when the lengths differ.
 *
 * @example
 * ```ts
 * import { dot } from '#physics';
 *
 * dot([1, 2, 3], [4, 5, 6]);
 * ```
 */
export function dot(a: Numbers, b: Numbers): number;
export function dot(a: readonly Scalar[], b: readonly Scalar[]): Scalar;
export function dot(a: readonly Scalar[], b: readonly Scalar[]): Scalar {
  if (a.length !== b.length) {
    throw new RangeError(`dot(a, b) needs two vectors of one length; got ${a.length} and ${b.length}.`);
  }
  return add(...a.map((component, i) => mulTwo(component, b[i])));
}

/**
 * |a| = √(a · a).
 *
 * @example
 * ```ts
 * import { norm } from '#physics';
 *
 * norm([3, 4]);
 * ```
 */
export function norm(a: Numbers): number;
export function norm(a: readonly Scalar[]): Scalar;
export function norm(a: readonly Scalar[]): Scalar {
  return sqrt(dot(a, a));
}

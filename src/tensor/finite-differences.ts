/** An oracle for gradients of any order that knows nothing of tapes: central differences along random directions. */
import { add, grads, mul, scalar, sum, tidy } from './ops.ts';
import type { Scalar, Tensor } from './ops.ts';

/** A scalar function of some tensors. */
export type ScalarFunction = (...x: Tensor[]) => Scalar;

/** The directional derivative of `f` along `v` as a function again: D(x) = Σ ⟨∂f/∂xᵢ (x), vᵢ⟩. */
function along(f: ScalarFunction, v: readonly Tensor[]): ScalarFunction {
  return (...x) => {
    const gradients = grads(f as (...x: Tensor[]) => Tensor)(x);
    return gradients.map((g, i) => sum(mul(g, v[i]!))).reduce((a, b) => add(a, b)) as Scalar;
  };
}

/** Its central difference: (f(x + h v) − f(x − h v)) / 2h. The divided difference is taken in float64. */
function centralDifference(f: ScalarFunction, x: readonly Tensor[], v: readonly Tensor[], h: number): number {
  const at = (step: number) =>
    tidy(() => f(...x.map((xi, i) => add(xi, mul(v[i]!, scalar(step))))).dataSync()[0]!);
  return (at(h) - at(-h)) / (2 * h);
}

/** One order of a comparison: what nested autodiff says, and what the difference of the order below says. */
export interface Comparison {
  readonly order: number;
  readonly derivative: number;
  readonly difference: number;
}

/**
 * Compares the derivatives of f at x along directions[0], directions[0..1], … by autodiff with central differences of
 * the order below, so that each order is proven from the one before.
 *
 * @param h the step; in float32 the difference is off by about 1e-7·|f|/h + h²·|f‴|/6, least near h = 1e-2
 */
export function compareDerivatives(
  f: ScalarFunction,
  x: readonly Tensor[],
  directions: readonly (readonly Tensor[])[],
  h: number,
): Comparison[] {
  const compared: Comparison[] = [];
  let lower = f;
  directions.forEach((v, i) => {
    const derived = along(lower, v);
    compared.push({
      order: i + 1,
      derivative: tidy(() => derived(...x).dataSync()[0]!),
      difference: centralDifference(lower, x, v, h),
    });
    lower = derived;
  });
  return compared;
}

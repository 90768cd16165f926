import { ARITHMETIC } from './arithmetic.ts';
import { inOrder } from './expression.ts';
import type { Expression, Operation, Scalar } from './expression.ts';

/** Formulas made ready: `run(values)` gives their values at values of the inputs, in a list that the next run rewrites. */
export interface Program {
  readonly run: (values: ArrayLike<number>) => Float64Array;
  /** How many operations one run takes. */
  readonly size: number;
}

const CODES: readonly Operation[] = [
  ...(['add', 'sub', 'mul', 'div', 'neg', 'sqrt'] as const),
  ...(['exp', 'ln', 'sin', 'cos', 'tanh', 'softplus', 'pow'] as const),
];

/**
 * Turns formulas into a list of operations on an array of numbers; equal operations are done once.
 *
 * Throws when a formula contains a variable that is not among the inputs.
 *
 * @example
 * ```ts
 * import { compile, Expression, gradient, mul, sin } from '#physics';
 *
 * const x = Expression.variable('x');
 * const y = Expression.variable('y');
 * const program = compile(gradient(mul(x, sin(y)), [x, y]), [x, y]);
 * Array.from(program.run(Float64Array.of(2, 0.5))); // sin y, x cos y
 * ```
 */
export function compile(formulas: readonly Scalar[], inputs: readonly Expression[]): Program {
  const slots = new Map<Expression, number>(inputs.map((input, i) => [input, i]));
  const constants = new Map<number, number>();
  const first: number[] = inputs.map(() => 0);
  const steps: { code: number; a: number; b: number; to: number }[] = [];
  const done = new Map<string, number>();

  const slotOf = (formula: Scalar): number => {
    if (typeof formula !== 'number') return slots.get(formula) ?? -1;
    const known = constants.get(formula);
    if (known !== undefined) return known;
    constants.set(formula, first.push(formula) - 1);
    return first.length - 1;
  };

  for (const node of inOrder(formulas)) {
    if (slots.has(node)) continue;
    if (node.operation === 'variable') {
      throw new Error(
        `compile: the formula contains “${node.name}”, which is none of its inputs ` +
          `(${inputs.map(({ name }) => name).join(', ')}).`,
      );
    }
    const a = slotOf(node.operands[0]);
    const b = node.operands.length > 1 ? slotOf(node.operands[1]) : 0;
    const key = `${node.operation} ${a} ${b}`;
    const known = done.get(key);
    if (known !== undefined) {
      slots.set(node, known);
      continue;
    }
    const to = first.push(0) - 1;
    steps.push({ code: CODES.indexOf(node.operation), a, b, to });
    slots.set(node, to);
    done.set(key, to);
  }

  const results = Int32Array.from(formulas, slotOf);
  return { run: interpreter(steps, Float64Array.from(first), inputs.length, results), size: steps.length };
}

/** Runs the steps one after another; no code is generated, so that it runs where a page forbids `eval`. */
function interpreter(
  steps: readonly { code: number; a: number; b: number; to: number }[],
  registers: Float64Array,
  inputs: number,
  results: Int32Array,
): Program['run'] {
  const codes = Uint8Array.from(steps, ({ code }) => code);
  const left = Int32Array.from(steps, ({ a }) => a);
  const right = Int32Array.from(steps, ({ b }) => b);
  const target = Int32Array.from(steps, ({ to }) => to);
  const functions = CODES.map((operation) => ARITHMETIC[operation]);
  const out = new Float64Array(results.length);

  return (values) => {
    if (values.length !== inputs) {
      throw new RangeError(`The program takes ${inputs} numbers; got ${values.length}.`);
    }
    for (let i = 0; i < inputs; i++) registers[i] = values[i];
    for (let i = 0; i < codes.length; i++) {
      const a = registers[left[i]];
      const b = registers[right[i]];
      switch (codes[i]) {
        case 0:
          registers[target[i]] = a + b;
          break;
        case 1:
          registers[target[i]] = a - b;
          break;
        case 2:
          registers[target[i]] = a * b;
          break;
        case 3:
          registers[target[i]] = a / b;
          break;
        case 4:
          registers[target[i]] = -a;
          break;
        case 5:
          registers[target[i]] = Math.sqrt(a);
          break;
        default:
          registers[target[i]] = functions[codes[i]](a, b);
      }
    }
    for (let i = 0; i < out.length; i++) out[i] = registers[results[i]];
    return out;
  };
}

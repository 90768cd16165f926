import type { Scalar } from './expression.ts';
import { add, cos, div, exp, ln, mul, neg, pow, sin, sqrt, sub, tanh } from './operations.ts';

const FUNCTIONS: Readonly<Record<string, (x: Scalar) => Scalar>> = { cos, exp, ln, sin, sqrt, tanh };

interface Token {
  readonly text: string;
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly column: number;
}

/**
 * Reads a formula that a reader wrote, such as `-y + 0.1 sin(2t)`, with names that stand for numbers or formulas.
 *
 * Signs + − * · / ^ and parentheses, functions cos, exp, ln, sin, sqrt, tanh, the constant π (or pi), and products
 * without a sign, `2 x y`; exponents are numbers.
 * Throws a SyntaxError that names the column (from 1) and what is known.
 *
 * @example
 * ```ts
 * import { compile, Expression, parseFormula } from '#physics';
 *
 * const [x, y] = ['x', 'y'].map((name) => Expression.variable(name));
 * const formula = parseFormula('2 x y + x^2', { x, y });
 * compile([formula], [x, y]).run(Float64Array.of(3, 0.5))[0];
 * ```
 */
export function parseFormula(text: string, names: Readonly<Record<string, Scalar>>): Scalar {
  const tokens = tokenize(text);
  let at = 0;
  const fail = (what: string, { column }: Token): never => {
    throw new SyntaxError(`“${text}”, column ${column}: ${what}`);
  };
  const isSign = (signs: string): boolean => tokens[at].kind === 'sign' && signs.includes(tokens[at].text);
  const expectSign = (sign: string): void => {
    if (!isSign(sign)) fail(`a “${sign}” is missing.`, tokens[at]);
    at += 1;
  };

  function sum(): Scalar {
    let value = product();
    while (isSign('+-−')) {
      const { text: sign } = tokens[at++];
      value = sign === '+' ? add(value, product()) : sub(value, product());
    }
    return value;
  }

  function product(): Scalar {
    let value = signed();
    for (;;) {
      if (isSign('*·')) {
        at += 1;
        value = mul(value, signed());
      } else if (isSign('/')) {
        at += 1;
        value = div(value, signed());
      } else if (tokens[at].kind === 'number' || tokens[at].kind === 'name' || isSign('(')) {
        value = mul(value, power());
      } else return value;
    }
  }

  function signed(): Scalar {
    if (!isSign('+-−')) return power();
    return tokens[at++].text === '+' ? signed() : neg(signed());
  }

  function power(): Scalar {
    const base = atom();
    if (!isSign('^')) return base;
    const place = tokens[++at];
    const exponent = signed();
    if (typeof exponent !== 'number') return fail('an exponent is a number, as in x^2.', place);
    return pow(base, exponent);
  }

  function atom(): Scalar {
    const token = tokens[at++];
    if (token.kind === 'number') return Number(token.text);
    if (token.text === '(') {
      const inner = sum();
      expectSign(')');
      return inner;
    }
    if (token.kind !== 'name') {
      return fail(
        token.kind === 'end' ? 'something is missing at the end.' : `“${token.text}” does not fit here.`,
        token,
      );
    }
    const named = Object.hasOwn(names, token.text) ? names[token.text] : undefined;
    if (named !== undefined) return named;
    if (token.text === 'π' || token.text === 'pi') return Math.PI;
    if (!Object.hasOwn(FUNCTIONS, token.text)) {
      const known = [...Object.keys(names), 'π', ...Object.keys(FUNCTIONS)].join(', ');
      return fail(`“${token.text}” is not known; there are ${known}.`, token);
    }
    expectSign('(');
    const argument = sum();
    expectSign(')');
    return FUNCTIONS[token.text](argument);
  }

  const value = sum();
  if (tokens[at].kind !== 'end') fail(`“${tokens[at].text}” does not fit here.`, tokens[at]);
  return value;
}

/** Numbers, names (a letter and what follows it of letters, digits, ₁ … and primes), and single signs. */
function tokenize(text: string): Token[] {
  const pattern = /(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)|(\p{L}[\p{L}\p{N}_′']*)|(\S)/giu;
  const tokens = [...text.matchAll(pattern)].map(([whole, number, name], i, all): Token => ({
    text: whole,
    kind: number === undefined ? (name === undefined ? 'sign' : 'name') : 'number',
    column: all[i].index + 1,
  }));
  return [...tokens, { text: '', kind: 'end', column: text.length + 1 }];
}

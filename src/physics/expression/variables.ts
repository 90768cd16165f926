import { Expression } from './expression.ts';

/** The names in which mechanics is written: coordinates q, their rates v (or momenta p), and the time t. */
export interface Names {
  readonly q: readonly Expression[];
  readonly v: readonly Expression[];
  readonly t: Expression;
  /** q, v, t in one list: the inputs of a program. */
  readonly all: readonly Expression[];
}

/** Fresh names for `n` degrees of freedom. */
export function namesFor(n: number): Names {
  const list = (letter: string): Expression[] =>
    Array.from({ length: n }, (_, i) => Expression.variable(`${letter}${i + 1}`));
  const [q, v, t] = [list('q'), list('v'), Expression.variable('t')];
  return { q, v, t, all: [...q, ...v, t] };
}

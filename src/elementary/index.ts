/**
 * Elementary functions in double precision with the same bits in every engine (`Math.exp`, `Math.sin` and their kin
 * differ), and the seeded stream of random numbers for view cells, which take no tensors along.
 */
export { ln } from '../tensor/ln.ts';
export { random } from '../tensor/random.ts';
export { cosh, exp, expm1, sinh, tanh } from './exp.ts';
export { pow } from './pow.ts';
export { cos, sin } from './sine.ts';

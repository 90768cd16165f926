/** Names that a cell may use without declaring them. */

import type { ClaimKind } from '../runtime/judge.ts';
import type { CellKind } from './types.ts';

/** What the notebook itself gives to a cell; typed in `src/runtime/contract.ts`. */
export const builtins: Readonly<Record<CellKind, ReadonlySet<string>>> = {
  live: new Set(['seed', 'signal', 'progress']),
  view: new Set(['width', 'view']),
};

/** What a claim's condition may use besides the values of cells. */
export const claimBuiltins: Readonly<Record<ClaimKind, ReadonlySet<string>>> = {
  exact: new Set(['epsilon']),
  seeded: new Set(['epsilon']),
  machine: new Set(['epsilon', 'seconds', 'stepsPerSecond']),
};

const language = [
  ...[
    'Array',
    'ArrayBuffer',
    'BigInt',
    'BigInt64Array',
    'BigUint64Array',
    'Boolean',
    'DataView',
    'Date',
    'Error',
  ],
  ...[
    'EvalError',
    'Float32Array',
    'Float64Array',
    'Infinity',
    'Int16Array',
    'Int32Array',
    'Int8Array',
    'Intl',
  ],
  ...['Iterator', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError'],
  ...[
    'ReferenceError',
    'Reflect',
    'RegExp',
    'Set',
    'String',
    'Symbol',
    'SyntaxError',
    'TypeError',
    'URIError',
  ],
  ...['Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet'],
  ...[
    'decodeURIComponent',
    'encodeURIComponent',
    'globalThis',
    'isFinite',
    'isNaN',
    'parseFloat',
    'parseInt',
  ],
  ...['undefined', 'AbortController', 'AbortSignal', 'console', 'structuredClone'],
];

/** Left out of live cells: by the clock, and by whatever can be reached through globals, a run would not reproduce. */
const irreproducible = new Set(['Date', 'globalThis']);

export const standardGlobals: Readonly<Record<CellKind, ReadonlySet<string>>> = {
  live: new Set(language.filter((name) => !irreproducible.has(name))),
  view: new Set([
    ...language,
    'document',
    'window',
    'Element',
    'HTMLElement',
    'SVGElement',
    'Node',
    'requestAnimationFrame',
  ]),
};

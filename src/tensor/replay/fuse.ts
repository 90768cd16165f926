/** A bias and an activation as one call, where nothing else reads what lies between them. */
import { ownModule } from '../wasm/own-module.ts';
import type { WasmBackend } from '../wasm/kernel.ts';
import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import type { Operation, Trace } from './trace.ts';

/** The activations that `biasActivation` knows, by the kernel that computes them alone. */
const ACTIVATIONS: Readonly<Record<string, number>> = { relu: 0, tanh: 1, sigmoid: 2 };

const onlyCall = ({ inJavaScript, calls }: Operation): Call | null =>
  !inJavaScript && calls.length === 1 ? calls[0]! : null;

/**
 * The call that stands for two neighbouring operations of a step, if the first adds a row to each row and the second is an
 * activation of the sum, which is needed nowhere else; null otherwise. It gives the same bits, in one pass over memory.
 */
export function fused(
  machine: Machine,
  trace: Trace<unknown>,
  at: number,
  results: readonly object[],
): Call | null {
  const [first, second] = [trace.operations[at]!, trace.operations[at + 1]];
  const sum = onlyCall(first);
  const activation = second && onlyCall(second);
  if (sum?.name !== 'combineRows' || sum.args[0] !== 0 || !activation) return null;
  const kind = ACTIVATIONS[activation.name];
  const [, total, n, copies, a, b, y, scratch] = sum.args as number[];
  const [count, x, z] = activation.args as number[];
  if (kind === undefined || count !== total || x !== y) return null;
  const { origin } = second!.operands[0]!;
  const readers = trace.operations.flatMap(({ operands }) => operands.filter((it) => it.origin === origin));
  if (readers.length !== 1 || results.some((dataId) => trace.originOf(dataId) === origin)) return null;
  // The result may lie where the sum had its scratch, which was free by then. Where the sum itself lay is free now. Where
  // that is too short, all is one stretch, each number of the scratch is read before a result is written behind it.
  const floats = n! * copies!;
  const room = floats <= total! ? y! : scratch!;
  if (room < z! && z! < room + 4 * floats) return null;
  const raw = ownModule(machine as unknown as WasmBackend).biasActivation;
  return { name: 'biasActivation', raw, args: [kind, total!, n!, copies!, a!, b!, z!, room] };
}

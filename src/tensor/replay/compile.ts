import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import { copiesOf } from './copy.ts';
import { fused } from './fuse.ts';
import { packsWeights, renew } from './packing.ts';
import type { Evaluation } from './recording.ts';
import { redo } from './redo.ts';
import type { Arena, Trace } from './trace.ts';

type Ids = Readonly<Arena['ids']>;

/** A part of a step that runs again as it did: one call into wasm, or one kernel. */
export type Instruction = () => void;

/** A recorded step as a flat list. */
export interface Program {
  readonly instructions: readonly Instruction[];
  /** How many of them are calls into wasm; the others are kernels that compute in JavaScript, by name. */
  readonly calls: number;
  readonly kernels: readonly string[];
  /** Addresses of the bytes that calls point to, to be freed with the program. */
  readonly bytes: readonly number[];
}

type Raw = Call['raw'];

/** A call with its numbers bound; one closure for each count of them, because spreading an array is slow. */
function bind(raw: Raw, numbers: readonly number[]): Instruction {
  const [a, b, c, d, e, f, g, h, i, j] = numbers as [number, ...number[]];
  switch (numbers.length) {
    case 2:
      return () => void raw(a, b!);
    case 3:
      return () => void raw(a, b!, c!);
    case 4:
      return () => void raw(a, b!, c!, d!);
    case 5:
      return () => void raw(a, b!, c!, d!, e!);
    case 6:
      return () => void raw(a, b!, c!, d!, e!, f!);
    case 7:
      return () => void raw(a, b!, c!, d!, e!, f!, g!);
    case 8:
      return () => void raw(a, b!, c!, d!, e!, f!, g!, h!);
    case 9:
      return () => void raw(a, b!, c!, d!, e!, f!, g!, h!, i!);
    case 10:
      return () => void raw(a, b!, c!, d!, e!, f!, g!, h!, i!, j!);
    default:
      return () => void raw(...numbers);
  }
}

/** Turns a recorded step into instructions; what is the same in every step stays in memory and is left out. */
export function compile(machine: Machine, trace: Trace<Evaluation>, ids: Ids): Program {
  const { operations, result } = trace;
  const results = [result.value, ...result.gradients].map(({ dataId }) => dataId);
  const instructions: Instruction[] = [];
  const kernels: string[] = [];
  const addresses = new Map<string, number>();
  let calls = 0;

  const addressOf = (bytes: Uint8Array): number => {
    const key = bytes.join();
    let address = addresses.get(key);
    if (address === undefined) {
      address = machine.wasm._malloc(Math.max(16, bytes.length));
      machine.wasm.HEAPU8.set(bytes, address);
      addresses.set(key, address);
    }
    return address;
  };
  const addCall = (call: Call): void => {
    const numbers = call.args.map((arg) => (arg instanceof Uint8Array ? addressOf(arg) : Number(arg)));
    const run = bind(call.raw, numbers);
    const stale = packsWeights(call) ? numbers.filter((number) => ids.has(number)) : [];
    calls++;
    if (stale.length === 0) instructions.push(run);
    else
      instructions.push(() => {
        for (const id of stale) {
          const { size, address } = ids.get(id)!;
          renew(machine, id, size, address);
        }
        run();
      });
  };
  let done = false; // by the call before
  for (const [at, operation] of operations.entries()) {
    if (operation.constant || done) {
      done = false;
      continue;
    }
    const both = fused(machine, trace, at, results);
    if (both) {
      addCall(both);
      done = true;
      continue;
    }
    const copies = copiesOf(machine, operation);
    if (copies) instructions.push(copies);
    else if (!operation.inJavaScript) operation.calls.forEach(addCall);
    else {
      instructions.push(redo(machine, operation, ids));
      kernels.push(operation.name);
    }
  }
  return { instructions, calls, kernels, bytes: [...addresses.values()] };
}

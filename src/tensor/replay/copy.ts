import { util } from '@tensorflow/tfjs-core';
import { bytesPerElement, sizeOf } from './machine.ts';
import type { Machine } from './machine.ts';
import type { Operation } from './trace.ts';

/** Below this many words a loop is faster than a call of copyWithin. */
const SHORT = 16;

/**
 * A recorded concatenation as copies between fixed places, where its kernel would cut its operands into views row by row;
 * null for other kernels, and for types that are not stored in words.
 */
export function copiesOf(machine: Machine, { name, args, allocations }: Operation): (() => void) | null {
  const operands = Object.values(args.inputs).flatMap((input) => (input ? [input] : []));
  const [first] = operands;
  if (name !== 'Concat' || allocations.length !== 1 || !first || bytesPerElement(first.dtype) !== 4)
    return null;
  const axis = util.parseAxisParam(args.attrs!['axis'] as number, first.shape)[0]!;
  const rows = sizeOf(first.shape.slice(0, axis));
  const parts = operands.map(({ dataId, shape }) => ({
    from: machine.dataIdMap.get(dataId).memoryOffset / 4,
    words: sizeOf(shape.slice(axis)),
  }));
  const words = parts.reduce((sum, part) => sum + part.words, 0);
  const to = allocations[0]!.entry.memoryOffset / 4;
  return () => {
    const memory = machine.wasm.HEAPU32;
    let column = to;
    for (const part of parts) {
      for (let row = 0; row < rows; row++) {
        const [source, target] = [part.from + row * part.words, column + row * words];
        if (part.words < SHORT) for (let i = 0; i < part.words; i++) memory[target + i] = memory[source + i]!;
        else memory.copyWithin(target, source, source + part.words);
      }
      column += part.words;
    }
  };
}

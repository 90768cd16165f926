import { sizeOf } from './machine.ts';
import type { Machine, Values } from './machine.ts';
import { packsWeights, renew } from './packing.ts';
import type { Arena, Operation } from './trace.ts';

/** A recorded kernel asked for other memory than before: what it does depends on the values that it meets. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/**
 * Runs a recorded kernel again, whole, in the memory that it was given when it was recorded.
 *
 * It sees a backend like tfjs's, but for this: asked for memory, it hands out the recorded pieces in the recorded order,
 * and nothing is freed. So whatever a kernel does in JavaScript is done again, and nothing is allocated.
 * Should the kernel ask for other memory than it did, a ReplayError is thrown.
 */
export function redo(
  machine: Machine,
  { kernel, args, allocations, calls, name }: Operation,
  ids: Arena['ids'],
): () => void {
  const packs = calls.some(packsWeights);
  const taken = Object.values(args.inputs).flatMap((input) => (input ? [input] : []));
  let next = 0;

  const take = (shape: readonly number[], address?: number): (typeof allocations)[number] => {
    const place = allocations[next++];
    const fits = place && sizeOf(place.entry.shape) === sizeOf(shape);
    if (
      !fits ||
      place.borrowed !== (address !== undefined) ||
      (address !== undefined && place.entry.memoryOffset !== address)
    )
      throw new ReplayError(`the kernel ${name} asks for other memory than when it was recorded`);
    return place;
  };
  const write = (values: Values | null, shape: number[]): object => {
    const { dataId, entry } = take(shape);
    if (packs) renew(machine, entry.id, sizeOf(shape), entry.memoryOffset);
    if (values)
      machine.wasm.HEAPU8.set(
        new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
        entry.memoryOffset,
      );
    return dataId;
  };
  const stage = Object.assign(Object.create(machine) as Machine, {
    write,
    makeOutput(shape, dtype, address, values) {
      if (address === undefined) return { dataId: write(values ?? null, shape), shape, dtype };
      const { dataId, entry } = take(shape, address);
      machine.dataIdMap.set(dataId, entry);
      renew(machine, entry.id, sizeOf(shape), address);
      return { dataId, shape, dtype };
    },
    disposeData: () => true,
    incRef: () => undefined,
  } satisfies Partial<Machine>);

  return () => {
    next = 0;
    if (packs)
      for (const { dataId } of taken) {
        const { id } = machine.dataIdMap.get(dataId);
        const known = ids.get(id);
        if (known) renew(machine, id, known.size, known.address);
      }
    kernel({ ...args, backend: stage });
    if (next !== allocations.length)
      throw new ReplayError(`the kernel ${name} asks for less memory than when it was recorded`);
  };
}

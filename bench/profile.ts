/** What V8's sampling profiler says of a step, in Node and in Chromium alike. */

/** The part of a profile of the DevTools protocol that is read. */
export interface Profile {
  readonly nodes: readonly { id: number; callFrame: { functionName: string; url: string } }[];
  readonly samples?: readonly number[] | undefined;
  readonly timeDeltas?: readonly number[] | undefined;
}

/** Microseconds between two samples. */
export const INTERVAL = 200;

/** The share of the time that is spent in functions of WebAssembly. */
export function shareInWasm({ nodes, samples = [], timeDeltas = [] }: Profile): number {
  const timeIn = (belongs: (frame: { functionName: string; url: string }) => boolean): number => {
    const ids = new Set(nodes.filter(({ callFrame }) => belongs(callFrame)).map(({ id }) => id));
    return samples.reduce((sum, id, i) => sum + (ids.has(id) ? timeDeltas[i] : 0), 0);
  };
  // The profiler's own calls, and time in which no code of ours runs, belong to nobody.
  const step = timeIn(
    ({ functionName, url }) =>
      !['(program)', '(idle)', '(root)'].includes(functionName) && !url.includes('inspector'),
  );
  return timeIn(({ url }) => url.startsWith('wasm:')) / step;
}

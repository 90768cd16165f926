/** Some memory that is needed from one moment of a step to another. */
export interface Block {
  readonly bytes: number;
  /** The moment at which it is allocated; 0 when it holds what is the same in every step. */
  readonly born: number;
  /** The moment at which it is freed; Infinity when it is needed again in the next step. */
  readonly dies: number;
}

/** Where each block lies in one piece of memory. */
export interface Plan {
  readonly offsets: readonly number[];
  /** The size of the whole. */
  readonly bytes: number;
}

/** XNNPACK reads up to 16 bytes past the end of a tensor; a cache line keeps neighbours apart. */
const LINE = 64;

const roundUp = (bytes: number): number => Math.ceil((bytes + 16) / LINE) * LINE;

interface Gap {
  readonly offset: number;
  readonly bytes: number;
}

/** The gaps with one more, neighbours joined. */
function joined(gaps: readonly Gap[], freed: Gap): Gap[] {
  const all: Gap[] = [];
  for (const gap of [...gaps, freed].sort((a, b) => a.offset - b.offset)) {
    const last = all.at(-1);
    if (last && last.offset + last.bytes === gap.offset)
      all[all.length - 1] = { offset: last.offset, bytes: last.bytes + gap.bytes };
    else all.push(gap);
  }
  return all;
}

/**
 * Gives blocks that are not alive together the same place: each goes into the smallest gap that fits, in the order in
 * which they are born, as if they were allocated and freed once and for all.
 */
export function planMemory(blocks: readonly Block[]): Plan {
  const offsets: number[] = [];
  let gaps: Gap[] = [];
  const alive = new Set<{ readonly dies: number; readonly place: Gap }>();
  let top = 0;
  const inOrder = [...blocks.keys()].sort((a, b) => blocks[a]!.born - blocks[b]!.born);
  for (const index of inOrder) {
    const { bytes, born, dies } = blocks[index]!;
    for (const block of [...alive].sort((a, b) => a.dies - b.dies)) {
      if (block.dies > born) break;
      gaps = joined(gaps, block.place);
      alive.delete(block);
    }
    const needed = roundUp(bytes);
    let best = -1;
    gaps.forEach((gap, i) => {
      if (gap.bytes >= needed && (best < 0 || gap.bytes < gaps[best]!.bytes)) best = i;
    });
    const gap = gaps[best];
    const offset = gap?.offset ?? top;
    if (!gap) top += needed;
    else if (gap.bytes === needed) gaps.splice(best, 1);
    else gaps[best] = { offset: offset + needed, bytes: gap.bytes - needed };
    offsets[index] = offset;
    alive.add({ dies, place: { offset, bytes: needed } });
  }
  return { offsets, bytes: top };
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planMemory } from './plan.ts';
import type { Block } from './plan.ts';

/** Blocks of a random life: born in order, freed at any later moment or never. */
const lives = fc
  .array(
    fc.record({
      bytes: fc.integer({ min: 0, max: 2000 }),
      wait: fc.integer({ min: 1, max: 3 }),
      life: fc.option(fc.integer({ min: 1, max: 12 }), { nil: Infinity }),
    }),
    { maxLength: 40 },
  )
  .map((draws) => {
    let born = 0;
    return draws.map(({ bytes, wait, life }): Block => {
      born += wait;
      return { bytes, born, dies: born + life };
    });
  });

const aliveTogether = (a: Block, b: Block): boolean => a.born < b.dies && b.born < a.dies;

/** Two blocks that are alive at one moment and share a byte (or what XNNPACK may read behind one). */
function collisions(blocks: readonly Block[], offsets: readonly number[]): string[] {
  return blocks.flatMap((a, i) =>
    blocks.slice(i + 1).flatMap((b, k) => {
      const j = i + 1 + k;
      const [first, second] = offsets[i]! <= offsets[j]! ? [i, j] : [j, i];
      const apart = offsets[second]! >= offsets[first]! + blocks[first]!.bytes + 16;
      return aliveTogether(a, b) && !apart ? [`${i} and ${j}`] : [];
    }),
  );
}

test('blocks that are alive together lie apart, within the whole, on cache lines', () => {
  fc.assert(
    fc.property(lives, (blocks) => {
      const { offsets, bytes } = planMemory(blocks);
      expect(collisions(blocks, offsets)).toEqual([]);
      offsets.forEach((offset, i) => {
        expect(offset % 64).toBe(0);
        expect(offset + blocks[i]!.bytes).toBeLessThanOrEqual(bytes);
      });
    }),
    { seed: 1 },
  );
});

test('a plan that ends one life too early is caught', () => {
  const blocks = [
    { bytes: 100, born: 1, dies: 4 },
    { bytes: 100, born: 3, dies: 5 },
  ];
  const shortened = planMemory([{ ...blocks[0]!, dies: 2 }, blocks[1]!]);
  expect(collisions(blocks, shortened.offsets)).toEqual(['0 and 1']);
});

test('a chain of equal blocks, each freed when the next but one is born, takes the place of two', () => {
  const chain = Array.from({ length: 50 }, (_, i) => ({ bytes: 1000, born: i, dies: i + 2 }));
  expect(planMemory(chain).bytes).toBe(2 * 1024);
});

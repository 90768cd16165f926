import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.ts';

describe('createTurns', () => {
  it('work is done one after another in the order asked for, also after work that throws', async () => {
    const turns = createTurns();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins, turn of ${turns.holder}`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const asked = [turns.take('a', work('a', true)), turns.take('b', work('b'))];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(log).toEqual(['a begins, turn of a', 'a ends', 'b begins, turn of b', 'b ends']);
    expect(turns.holder).toBeUndefined();
  });
});

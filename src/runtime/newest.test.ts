import { describe, expect, it } from 'vitest';
import { newest } from './newest.ts';

describe('newest', () => {
  it('a reader gets the current value, then each that comes while it waits', async () => {
    const value = newest(1);
    const reader = value.stream();
    expect((await reader.next()).value).toBe(1);
    const next = reader.next();
    value.set(2);
    expect((await next).value).toBe(2);
  });

  it('set ∘ set = the last set, for a reader that was busy', async () => {
    const value = newest(1);
    const reader = value.stream();
    await reader.next();
    value.set(2);
    value.set(3);
    expect((await reader.next()).value).toBe(3);
    expect(value.current).toBe(3);
  });

  it('the same value again is news: a run may give what was there before', async () => {
    const value = newest('a');
    const reader = value.stream();
    await reader.next();
    const next = reader.next();
    value.set('a');
    expect((await next).value).toBe('a');
  });

  it('all readers wake; one that comes later starts at the newest', async () => {
    const value = newest(1);
    const readers = [value.stream(), value.stream()];
    for (const reader of readers) await reader.next();
    const both = readers.map((reader) => reader.next());
    value.set(2);
    expect((await Promise.all(both)).map((result) => result.value)).toEqual([2, 2]);
    expect((await value.stream().next()).value).toBe(2);
  });
});

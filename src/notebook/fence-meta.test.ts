import { describe, expect, it } from 'vitest';
import { FenceMetaError, parseFenceMeta } from './fence-meta.ts';

describe('parseFenceMeta', () => {
  it('a fence of neither kind is a listing', () => {
    for (const meta of ['', 'title="live"', 'lively id=a', 'viewid=a'])
      expect(parseFenceMeta(meta)).toBe(undefined);
  });

  it('every word has a default', () => {
    expect(parseFenceMeta('live')).toEqual({
      kind: 'live',
      id: undefined,
      title: undefined,
      hide: false,
      long: false,
      seed: 0,
    });
  });

  it('the words may stand in any order', () => {
    const read = { kind: 'live', id: 'a', title: 'Two = nets', hide: true, long: true, seed: 7 };
    expect(parseFenceMeta('live id=a title="Two = nets" hide long seed=7')).toEqual(read);
    expect(parseFenceMeta(' live  long seed=7 title="Two = nets" hide id=a ')).toEqual(read);
  });

  it.each([
    ['view id=a long', 10, 4],
    ['live long=yes', 5, 8],
    ['live id=A', 5, 4],
    ['live seed=-1', 5, 7],
    ['live "a"', 5, 3],
  ])('%s: the word that is wrong is marked', (meta, index, length) => {
    let error: unknown;
    try {
      parseFenceMeta(meta);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FenceMetaError);
    expect(error).toMatchObject({ index, length });
  });
});

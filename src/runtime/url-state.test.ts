import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedSettings, readSettings, seedSetting, writeSettings, type Setting } from './url-state.ts';

const settings: Setting[] = [
  { name: 'examples', title: 'examples', published: 1000 },
  { name: 'noisy', title: 'noisy', published: false },
  { name: 'group', title: 'group', published: 'C4' },
  { name: 'range', title: 'range', published: [0, 1] },
  seedSetting('training', 1),
];

const read = (query: string) => readSettings(new URLSearchParams(query), settings);
const values = (record: Record<string, unknown>) => new Map(Object.entries(record));
const write = (record: Record<string, unknown>, query = '') =>
  writeSettings(new URLSearchParams(query), settings, values(record)).toString();

describe('writeSettings', () => {
  it('only what differs from the published state is in the address', () => {
    expect(write({ examples: 1000, noisy: false, group: 'C4', range: [0, 1], 'seed.training': 1 })).toBe('');
    expect(write({ examples: 400, noisy: false, 'seed.training': 3 })).toBe('examples=400&seed.training=3');
  });

  it('parameters of others stay; what the chapter does not know goes', () => {
    expect(write({ examples: 400 }, 'utm_source=post&colour=red&examples=7')).toBe(
      'utm_source=post&examples=400',
    );
  });
});

describe('readSettings', () => {
  it('read ∘ write = identity on what differs', () => {
    fc.assert(
      fc.property(
        fc.record({
          examples: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => !Object.is(x, -0)),
          noisy: fc.boolean(),
          group: fc.string({ unit: 'grapheme' }),
          range: fc.tuple(fc.integer(), fc.integer()),
          'seed.training': fc.nat(999_999_999),
        }),
        (record) => {
          const { values: back, notes } = read(write(record));
          expect(notes).toEqual([]);
          const changed = changedSettings(settings, values(record)).map(({ name }) => name);
          expect(Object.fromEntries(back)).toEqual(
            Object.fromEntries(Object.entries(record).filter(([name]) => changed.includes(name))),
          );
        },
      ),
    );
  });

  it.each([
    ['examples=many', 'examples'],
    ['examples=', 'examples'],
    ['examples=Infinity', 'examples'],
    ['noisy=1', 'noisy'],
    ['range=[0,', 'range'],
    ['seed.training=-1', 'seed of training'],
    ['seed.training=1.5', 'seed of training'],
    ['seed.training=1000000000', 'seed of training'],
    ['seed.nobody=3', 'seed.nobody'],
    ['colour=red', 'colour'],
    ['__proto__=1', '__proto__'],
  ])('%s: ignored, and told', (query, told) => {
    const { values: got, notes } = read(query);
    expect(got.size).toBe(0);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(told);
  });

  it('parameters that other sites append are no concern of the reader', () => {
    expect(read('utm_source=post&fbclid=x&ref=y')).toEqual({ values: new Map(), notes: [] });
  });

  it('no query makes it throw', () => {
    fc.assert(
      fc.property(fc.webQueryParameters({ size: 'small' }), (query) => {
        read(query);
      }),
    );
  });
});

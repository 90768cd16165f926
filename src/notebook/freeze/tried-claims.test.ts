import { describe, expect, it } from 'vitest';
import { compileChapter } from '../chapters.ts';
import { triedClaims } from './tried-claims.ts';

const chapter = compileChapter(
  'tried.mdx',
  [
    '```ts live id=sweep long\nconst slow = 1;\n```',
    '```ts view id=after\nconst twice = 2 * slow;\n```',
    '```ts live id=quick\nconst fast = 1;\n```',
    '<Claim id="published-alone" kind="seeded" value={slow} below={2}>It is.</Claim>',
    '<Claim id="by-way-of-a-view" kind="seeded" value={twice} below={3}>It is.</Claim>',
    '<Claim id="of-other-seeds" kind="seeded" value={slow} below={2} share={0.8}>It is.</Claim>',
    '<Claim id="of-every-seed" kind="exact" value={slow} below={2}>It is.</Claim>',
    '<Claim id="quick-one" kind="seeded" value={fast} below={2}>It is.</Claim>',
  ].join('\n\n'),
);
const tried = (shift: number) => triedClaims(chapter, shift).map(({ id }) => id);

describe('triedClaims', () => {
  it('are all at the published seed', () => {
    expect(tried(0)).toHaveLength(5);
  });

  it('leave out, at other seeds, what rests on a long cell and says nothing of other seeds', () => {
    expect(tried(1)).toEqual(['of-other-seeds', 'of-every-seed', 'quick-one']);
  });
});

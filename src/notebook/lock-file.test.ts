import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockedVersions } from './lock-file.ts';

const root = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(root, { recursive: true }));

const lock = (packages: Record<string, unknown>): void =>
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));

describe('lockedVersions', () => {
  it('follows dependencies to the end, the nearest copy of each first, and leaves types out', () => {
    lock({
      '': { dependencies: { plot: '1' } },
      'node_modules/plot': { version: '1.0.0', dependencies: { d3: '^7', '@types/d3': '*' } },
      'node_modules/plot/node_modules/d3': { version: '7.1.0', dependencies: { '@scope/path': '*' } },
      'node_modules/d3': { version: '6.0.0' },
      'node_modules/@scope/path': { version: '3.0.0', dependencies: { plot: '*' } },
      'node_modules/@types/d3': { version: '9.0.0' },
      'node_modules/unrelated': { version: '2.0.0' },
    });
    expect(lockedVersions(root, ['plot'])).toEqual([
      '@scope/path@3.0.0',
      'plot/node_modules/d3@7.1.0',
      'plot@1.0.0',
    ]);
    expect(lockedVersions(root, ['d3'])).toEqual(['d3@6.0.0']);
  });

  it('a package that is not locked is told as missing', () => {
    lock({ 'node_modules/a': { version: '1.0.0', dependencies: { gone: '*' } } });
    expect(lockedVersions(root, ['a'])).toEqual(['a@1.0.0', 'gone@missing']);
  });

  it('another version below is another answer', () => {
    const before = lockedVersions(root, ['a']);
    lock({
      'node_modules/a': { version: '1.0.0', dependencies: { gone: '*' } },
      'node_modules/gone': { version: '1.0.1' },
    });
    expect(lockedVersions(root, ['a'])).not.toEqual(before);
  });
});

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { copyProject } from '../test/project-copy.ts';

const fixtures = 'test/fixtures/broken';
const copy = copyProject({});
afterAll(() => copy.remove());

/** What a terminal shows of a build of the project with this one chapter. */
function build(text: string): { told: string; status: number | null } {
  copy.write('content/chapters/01-broken.mdx', text);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['node_modules/astro/bin/astro.mjs', 'build'],
    {
      cwd: copy.root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    },
  );
  return { told: stdout + stderr, status };
}

/** Place, marked line and remedy of the mistakes that the fixture was written for. */
function expectedOf(name: string): { place: string; remedy: string }[] {
  return readFileSync(`${fixtures}/expected.txt`, 'utf8')
    .split('\n\n')
    .flatMap((block) => {
      const [, place, remedy] =
        new RegExp(`^${name}\\.mdx:(\\d+:\\d+ .*)\\n  Remedy: (.*)`).exec(block.trim()) ?? [];
      return place && remedy ? [{ place, remedy }] : [];
    });
}

describe('astro build refuses a broken chapter on the terminal: file:line:column, frame, remedy', () => {
  it.each(['syntax-parenthesis', 'type-error', 'unknown-name', 'asset-missing', 'many-at-once'])(
    '%s',
    { timeout: 60_000 },
    (name) => {
      const text = readFileSync(`${fixtures}/${name}.mdx`, 'utf8');
      const { told, status } = build(text);
      expect(status).toBe(1);
      const mistakes = expectedOf(name);
      expect(mistakes.length).toBeGreaterThan(0);
      for (const { place, remedy } of mistakes) {
        expect(told).toContain(`content/chapters/01-broken.mdx:${place}`);
        expect(told).toContain(remedy);
        const line = Number(place.split(':', 1)[0]);
        expect(told).toMatch(new RegExp(`^> +${line} \\| `, 'm'));
      }
      expect(told).toMatch(/^ +\| +\^+$/m);
      expect(told).not.toContain('Browser APIs');
    },
  );
});

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyProject } from '../test/project-copy.ts';

const copy = copyProject({});
afterAll(() => copy.remove());

function run(...words: string[]): { told: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { cwd: copy.root, encoding: 'utf8' });
  return { told: stdout + stderr, status };
}
const create = (...words: string[]) => run('scripts/new-chapter.mjs', ...words);

describe('npm run new -- chapter "Title"', () => {
  it(
    'makes a chapter that freezes, builds, shows its figure and holds its claim',
    { timeout: 120_000 },
    () => {
      const { told, status } = create('chapter', 'Noether’s “theorem”: charge & flow');
      expect(told).toContain('content/chapters/01-noethers-theorem-charge-flow.mdx');
      expect(status).toBe(0);
      expect(run('scripts/freeze.mjs')).toMatchObject({ status: 0 });
      const built = run('node_modules/astro/bin/astro.mjs', 'build');
      expect(built.status, built.told).toBe(0);
      const page = readFileSync(join(copy.root, 'dist/noethers-theorem-charge-flow/index.html'), 'utf8');
      expect(/<h1[^>]*>(.*?)<\/h1>/.exec(page)?.[1]).toBe('Noether’s “theorem”: charge &amp; flow');
      expect(page.includes('<svg')).toBe(true);
      const walk = (
        JSON.parse(
          readFileSync(join(copy.root, 'content/frozen/noethers-theorem-charge-flow/walk.json'), 'utf8'),
        ) as { outputs: { walk: number[] } }
      ).outputs.walk;
      // The claim's number, in its own element, is the walk's.
      const reach = Math.max(...walk.map(Math.abs));
      const claim = page.slice(page.indexOf('id="noethers-theorem-charge-flow-reach"')).slice(0, 600);
      expect(claim.replace(/\s+/g, ' ')).toMatch(new RegExp(`further than <(\\w+)[^>]*> ?${reach} ?</\\1>`));
    },
  );

  it.each([
    [['chapter', 'Noether’s “theorem”: charge & flow'], 'has that address already'],
    [['chapter', '…'], 'no letter or digit'],
    [['chapter'], 'Usage'],
    [['cell', 'Title'], 'Usage'],
  ])('%j is refused, and nothing is written', (words, reason) => {
    const { told, status } = create(...words);
    expect(told).toContain(reason);
    expect(status).toBe(2);
    expect(existsSync(join(copy.root, 'content/chapters/02-noethers-theorem-charge-flow.mdx'))).toBe(false);
  });

  it('the next chapter has the next number', () => {
    expect(create('chapter', 'Äpfel').told).toContain('content/chapters/02-apfel.mdx');
  });
});

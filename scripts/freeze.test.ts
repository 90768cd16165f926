import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyProject } from '../test/project-copy.ts';

const chapter = `---
title: Frozen twice
description: A chapter for the freeze.
---

\`\`\`ts live id=first seed=3
import { random } from '#tensor';
const draw = random(seed);
const first = Array.from({ length: 50 }, () => draw.uniform());
\`\`\`

\`\`\`ts live id=slow
import { breathe } from '#tensor';
async function* count() {
  for (let step = 1; step <= steps; step++) {
    await breathe(signal);
    progress({ step, steps });
    yield { step, mean: first.reduce((sum, x) => sum + x, 0) / first.length };
  }
}
const steps = 30;
const slow = count();
\`\`\`

\`\`\`ts view id=figure
import { lineY, plot } from '@observablehq/plot';
plot({ width, marks: [lineY(first)], title: String(slow.step) });
\`\`\`
`;

const copy = copyProject({ '01-twice.mdx': chapter });
afterAll(() => copy.remove());
const folder = join(copy.root, 'content/frozen/twice');
const freeze = (...words: string[]) =>
  spawnSync(process.execPath, ['scripts/freeze.mjs', ...words], { cwd: copy.root, encoding: 'utf8' });
const frozen = (): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('npm run freeze', () => {
  it('freeze ∘ freeze = freeze, byte for byte, whether all is run again or what a hand or a merge has broken', () => {
    const { stdout, stderr, status } = freeze();
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain('3 frozen outputs written');
    const published = frozen();
    expect(Object.keys(published)).toEqual(['figure.json', 'first.json', 'slow.json']);

    expect(freeze().stdout).toContain('0 frozen outputs written');
    expect(frozen()).toEqual(published);

    // The digest tells that one; the conflict marks the other; both are written anew from what the cells compute.
    const first = join(folder, 'first.json');
    writeFileSync(first, readFileSync(first, 'utf8').replace(/0\.\d+/, '0.5'));
    const figure = join(folder, 'figure.json');
    writeFileSync(figure, `<<<<<<< ours\n${readFileSync(figure, 'utf8')}`);
    expect(freeze().stdout).toContain('2 frozen outputs written');
    expect(frozen()).toEqual(published);
  }, 120_000);

  it('stopped in the middle, it keeps what is written, whole, and goes on from there', async () => {
    const published = frozen();
    // Long enough to be met by the signal, wherever it comes.
    const longer = chapter.replace('steps = 30', 'steps = 100_000').replace('length: 50', 'length: 51');
    copy.write('content/chapters/01-twice.mdx', longer);
    const child = spawn(process.execPath, ['scripts/freeze.mjs'], { cwd: copy.root, detached: true });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      // As a terminal does on Ctrl-C: to the whole group of processes.
      if (told.includes('first · written') && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    });
    const status = await new Promise((done) => child.on('exit', (code, signal) => done(signal ?? code)));
    expect(status).not.toBe(0);
    const left = frozen();
    expect(left['first.json']).not.toBe(published['first.json']);
    expect(left['slow.json']).toBe(published['slow.json']);

    copy.write('content/chapters/01-twice.mdx', longer.replace('100_000', '30'));
    const { stdout, status: after } = freeze();
    expect(after).toBe(0);
    expect(stdout).toContain('2 frozen outputs written');
    expect(stdout).toContain('first · run again for the cells that need it');
  }, 120_000);
});

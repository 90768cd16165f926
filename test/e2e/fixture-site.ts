/** `node test/e2e/fixture-site.ts <port>`: freezes, builds and serves the chapters of `test/fixtures/chapters`. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../scripts/serve.mjs';
import { copyProject } from '../project-copy.ts';

const folder = 'test/fixtures/chapters';
const chapters = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
const copy = copyProject(Object.fromEntries(chapters));
copy.write('content/bibliography.bib', readFileSync('test/fixtures/apparatus.bib', 'utf8'));
copy.write('content/glossary.yaml', readFileSync('test/fixtures/glossary.yaml', 'utf8'));
copy.write('content/moved.yaml', readFileSync('test/fixtures/moved.yaml', 'utf8'));
process.once('exit', () => copy.remove());
process.once('SIGINT', () => process.exit());
process.once('SIGTERM', () => process.exit());

for (const command of [['scripts/freeze.mjs'], ['node_modules/astro/bin/astro.mjs', 'build']]) {
  const { status } = spawnSync(process.execPath, command, {
    cwd: copy.root,
    env: { ...process.env, SITE_BASE: '/', SITE_OUT: 'dist' },
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
const { url } = await serve(join(copy.root, 'dist'), { port: Number(process.argv[2]) });
console.log(url);

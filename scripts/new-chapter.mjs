// `npm run new -- chapter "Title"`: a chapter that builds, with a live cell, a view cell, a value and a claim in its prose.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';
import { say } from './tell.mjs';

const folder = 'content/chapters';

/** “Noether's theorem” → `noethers-theorem`. */
function slugFor(/** @type {string} */ title) {
  const plain = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}

function template(/** @type {string} */ title, /** @type {string} */ slug) {
  return `---
title: ${JSON.stringify(title)}
description: One sentence on what a reader will have seen at the end.
---

A walk of a hundred steps, each to the left or to the right by the fall of a coin.

\`\`\`ts live id=walk title="A random walk" seed=1
import { random } from '#tensor';

const coin = random(seed);
let at = 0;
const walk = Array.from({ length: 100 }, () => (at += coin.uniform() < 0.5 ? -1 : 1));
\`\`\`

<Try of="walk">Give it another seed and run it: the walk ends elsewhere.</Try>

\`\`\`ts view id=walk-figure title="Where the walk went"
import { lineY, plot } from '@observablehq/plot';

plot({ width, height: 220, marks: [lineY(walk, { stroke: 'var(--truth)' })] });
\`\`\`

<Caption of="walk-figure">
Steps from left to right, places from below to above. A fair coin drifts.
</Caption>

After a hundred steps it stood at <Value of="walk.99" as="integer" />.
<Claim id="${slug}-reach" kind="exact" value={Math.max(...walk.map(Math.abs))} atMost={walk.length}>It was never
further than <Value as="integer" /> from where it began, for it took <Bound as="integer" /> steps.</Claim>
`;
}

function create(/** @type {string | undefined} */ kind, /** @type {string | undefined} */ title) {
  if (kind !== 'chapter' || !title) return 'Usage: npm run new -- chapter "Title"';
  const slug = slugFor(title);
  if (slug === '') return `“${title}” has no letter or digit to make an address of.`;
  mkdirSync(join(root, folder), { recursive: true });
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.mdx'));
  const taken = names.find((name) => name.replace(/^\d+-/, '') === `${slug}.mdx`);
  if (taken) return `${folder}/${taken} has that address already; choose another title.`;
  const last = Math.max(0, ...names.map((name) => Number.parseInt(name, 10)).filter(Number.isFinite));
  const file = `${folder}/${String(last + 1).padStart(2, '0')}-${slug}.mdx`;
  if (existsSync(join(root, file))) return `${file} is there already.`;
  writeFileSync(join(root, file), template(title, slug));
  say(`Wrote ${file}. Next: npm run freeze -- ${slug}, then npm run dev and look at /${slug}/.`);
  return undefined;
}

const problem = create(process.argv[2], process.argv[3]);
if (problem) {
  say(problem);
  process.exitCode = 2;
}

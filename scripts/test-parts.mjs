// The parts of `npm test`, in their order. Each gives the number of its tests that passed and failed, and names the skipped.
import { join } from 'node:path';
import { installBrowsers } from './install-browsers.mjs';
import { checkLinks } from './links.mjs';
import { forget, one, readCounts, readPlaywright, readVitest, total } from './test-reports.mjs';
import { run, say } from './tell.mjs';
import { checkHtml } from './valid.mjs';

/** @typedef {import('./test-reports.mjs').Outcome} Outcome */

/** Everything is tested at the root of a host and below a path. */
const sites = [
  { base: '/', folder: 'dist' },
  { base: '/some/base/', folder: join('.cache', 'dist-base') },
];

const unitReport = join('.cache', 'unit', 'report.json');
const e2eReport = join('.cache', 'e2e', 'report.json');

/** Runs a program of node_modules (or of this project) and shows what it prints. */
function show(/** @type {string} */ doing, /** @type {string[]} */ args, env = process.env) {
  return run(process.execPath, args, { doing, echo: true, env });
}

/** @param {string} doing @param {string} program @param {string[]} args @returns {Promise<Outcome>} */
async function check(doing, program, ...args) {
  const { ok } = await show(doing, [join('node_modules', program), ...args]);
  return one(ok);
}

/** @returns {Promise<Outcome>} */
async function lint() {
  // A fresh clone has no types for its content yet, and the typed rules would take everything from there for an error.
  await show('astro sync', ['node_modules/astro/bin/astro.mjs', 'sync']);
  return check('ESLint', 'eslint/bin/eslint.js', '--max-warnings=0', '.');
}

/** @returns {Promise<Outcome>} */
async function unit() {
  forget(unitReport);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  const { ok } = await show('Vitest', ['node_modules/vitest/vitest.mjs', 'run', ...reporters]);
  return readVitest(unitReport, ok);
}

/** @returns {Promise<Outcome>} */
async function golden() {
  const { ok, output } = await show('golden vectors', [
    'scripts/run-ts.mjs',
    'scripts/golden.ts',
    'test/golden',
  ]);
  return readCounts('golden', output, ok);
}

/** @returns {Promise<Outcome>} */
async function verify() {
  const { ok, output } = await show('verification', ['scripts/freeze.mjs', '--verify']);
  return readCounts('verify', output, ok);
}

/** @returns {Promise<Outcome>} */
async function build() {
  const outcomes = [];
  for (const { base, folder } of sites) {
    say(`Building for ${base} into ${folder}/`);
    const env = { ...process.env, SITE_BASE: base, SITE_OUT: folder };
    const { ok } = await show(`build for ${base}`, ['node_modules/astro/bin/astro.mjs', 'build'], env);
    outcomes.push(one(ok));
  }
  return total(outcomes);
}

/** @returns {Promise<Outcome>} */
async function links() {
  const outcomes = sites.map(({ base, folder }) => {
    const { pages, links, problems } = checkLinks(folder, base);
    problems.forEach((problem) => say(problem));
    say(`${folder}: ${links} links and references on ${pages} pages, ${problems.length} broken`);
    return one(problems.length === 0 && pages > 0);
  });
  return total(outcomes);
}

/** @returns {Promise<Outcome>} */
async function html() {
  const outcomes = [];
  for (const { folder } of sites) {
    const { pages, problems } = await checkHtml(folder);
    problems.forEach((problem) => say(`${folder}/${problem}`));
    say(`${folder}: ${pages} pages, ${problems.length} places that are not valid HTML`);
    outcomes.push(one(problems.length === 0 && pages > 0));
  }
  return total(outcomes);
}

/** @returns {Promise<Outcome>} */
async function e2e() {
  const { found, missing } = await installBrowsers();
  const absent = missing.map(
    ({ name, remedy }) => `every browser test in ${name}: it cannot be had here. ${remedy}`,
  );
  if (!found.some(({ engine }) => engine === 'chromium')) {
    say('The browser tests need a Chromium.');
    return { ...one(false), skipped: absent };
  }
  forget(e2eReport);
  const { ok } = await show('Playwright', ['node_modules/@playwright/test/cli.js', 'test']);
  return total([readPlaywright(e2eReport, ok), { passed: 0, failed: 0, skipped: absent }]);
}

/**
 * `needs` names a part without which this one means nothing.
 *
 * @type {Record<string, { title: string, needs?: string, run: () => Promise<Outcome> }>}
 */
export const parts = {
  format: {
    title: 'Format (Prettier)',
    run: () => check('Prettier', 'prettier/bin/prettier.cjs', '--check', '.'),
  },
  lint: { title: 'Lint (ESLint)', run: lint },
  types: { title: 'Types (astro check)', run: () => check('astro check', 'astro/bin/astro.mjs', 'check') },
  unused: { title: 'Unused code (knip)', run: () => check('knip', 'knip/bin/knip.js') },
  unit: { title: 'Unit tests (Vitest)', run: unit },
  golden: { title: 'Golden vectors of other implementations', run: golden },
  verify: { title: 'Every cell from nothing, every claim', run: verify },
  build: { title: 'Build at / and at /some/base/', run: build },
  links: { title: 'Links', needs: 'build', run: links },
  html: { title: 'Valid HTML', needs: 'build', run: html },
  e2e: { title: 'Browser tests (Playwright)', needs: 'build', run: e2e },
};

// Reads what the test programs report about themselves: how many tests passed and failed, and which were skipped.
import { existsSync, readFileSync, rmSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Outcome */

/** @param {boolean} ok @returns {Outcome} a check that either holds or does not */
export const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] });

/** @param {Outcome[]} outcomes @returns {Outcome} */
export function total(outcomes) {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
}

/** A program that failed as a whole, without any failed test in its report, still counts as a failure. */
function honest(/** @type {Outcome} */ outcome, /** @type {boolean} */ ok) {
  return ok || outcome.failed > 0 ? outcome : { ...outcome, failed: 1 };
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A report of an earlier run must not be counted. @param {string} file */
export function forget(file) {
  rmSync(file, { force: true });
}

/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} VitestAssertion */
/** @typedef {{ testResults: { status: string, assertionResults: VitestAssertion[] }[] }} VitestReport */

/**
 * Vitest's JSON reporter. A file that could not even be loaded has no assertions and counts as one failure.
 *
 * @param {string} file
 * @param {boolean} ok whether Vitest's exit code was 0
 * @returns {Outcome}
 */
export function readVitest(file, ok) {
  const report = /** @type {VitestReport | undefined} */ (read(file));
  const files = (report?.testResults ?? []).map(({ status, assertionResults }) => {
    const count = (/** @type {string[]} */ ...wanted) =>
      assertionResults.filter((assertion) => wanted.includes(assertion.status)).length;
    const failed = count('failed');
    return {
      passed: count('passed'),
      failed: status === 'failed' && failed === 0 ? 1 : failed,
      skipped: assertionResults
        .filter(({ status }) => ['pending', 'skipped', 'todo', 'disabled'].includes(status))
        .map(({ fullName }) => fullName),
    };
  });
  return honest(total(files), ok);
}

/** @typedef {{ projectName: string, status: string, annotations: { type: string, description?: string }[] }} PlaywrightTest */
/** @typedef {{ title: string, suites?: PlaywrightSuite[], specs: { title: string, tests: PlaywrightTest[] }[] }} PlaywrightSuite */

/** @param {PlaywrightSuite} suite @returns {{ name: string, test: PlaywrightTest }[]} */
function testsOf(suite) {
  const own = suite.specs.flatMap(({ title, tests }) => tests.map((test) => ({ name: title, test })));
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)];
}

/**
 * Playwright's JSON reporter; a flaky test is a failed one.
 *
 * @param {string} file
 * @param {boolean} ok whether Playwright's exit code was 0
 * @returns {Outcome}
 */
export function readPlaywright(file, ok) {
  const report = /** @type {{ suites: PlaywrightSuite[] } | undefined} */ (read(file));
  const tests = (report?.suites ?? []).flatMap(testsOf);
  const outcome = {
    passed: tests.filter(({ test }) => test.status === 'expected').length,
    failed: tests.filter(({ test }) => test.status === 'unexpected' || test.status === 'flaky').length,
    skipped: tests
      .filter(({ test }) => test.status === 'skipped')
      .map(({ name, test }) => {
        const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
        return `${name} (${test.projectName}${reason ? `: ${reason}` : ''})`;
      }),
  };
  return honest(outcome, ok);
}

/**
 * The last line of `npm run golden` or `npm run verify`, and what it names as skipped.
 *
 * @param {string} name of the command
 * @param {string} output
 * @param {boolean} ok whether the exit code was 0
 * @returns {Outcome}
 */
export function readCounts(name, output, ok) {
  const counts = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
  const skipped = [...output.matchAll(/^\s*skipped:? +(.+)$/gm)].map(([, what = '']) => `${name}: ${what}`);
  const outcome = { passed: Number(counts?.[1] ?? 0), failed: Number(counts?.[2] ?? 0), skipped };
  return honest(outcome, ok && counts !== undefined);
}

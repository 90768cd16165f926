import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCounts, readPlaywright, readVitest, total } from './test-reports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'reports-'));
const file = join(folder, 'report.json');

afterAll(() => rmSync(folder, { recursive: true }));

function write(report) {
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const assertion = (status) => ({ status, fullName: `a ${status} test`, failureMessages: [] });

test('Vitest: tests are counted one by one, and the skipped are named', () => {
  const assertionResults = ['passed', 'passed', 'failed', 'pending'].map(assertion);
  const report = write({ testResults: [{ status: 'failed', assertionResults }] });
  expect(readVitest(report, false)).toEqual({ passed: 2, failed: 1, skipped: ['a pending test'] });
});

test('Vitest: a file that did not load is a failure though it has no tests', () => {
  const report = write({ testResults: [{ status: 'failed', assertionResults: [] }] });
  expect(readVitest(report, false)).toEqual({ passed: 0, failed: 1, skipped: [] });
});

test('Vitest: an exit code that is not 0 is a failure though every test passed', () => {
  const report = write({ testResults: [{ status: 'passed', assertionResults: [assertion('passed')] }] });
  expect(readVitest(report, false)).toEqual({ passed: 1, failed: 1, skipped: [] });
  expect(readVitest(report, true)).toEqual({ passed: 1, failed: 0, skipped: [] });
});

test('a program that left no report and failed counts as one failure', () => {
  expect(readVitest(join(folder, 'none.json'), false).failed).toBe(1);
  expect(readPlaywright(join(folder, 'none.json'), false).failed).toBe(1);
});

test('Playwright: nested suites are counted, a flaky test has failed, a skip has its reason', () => {
  const spec = (title, status, annotations = []) => ({
    title,
    tests: [{ projectName: 'chromium', status, annotations }],
  });
  const report = write({
    suites: [
      {
        title: 'file',
        specs: [spec('one', 'expected')],
        suites: [
          {
            title: 'group',
            specs: [
              spec('two', 'flaky'),
              spec('three', 'unexpected'),
              spec('four', 'skipped', [{ type: 'skip', description: 'no WebKit' }]),
            ],
          },
        ],
      },
    ],
  });
  expect(readPlaywright(report, false)).toEqual({
    passed: 1,
    failed: 2,
    skipped: ['four (chromium: no WebKit)'],
  });
});

test('golden: the last line is counted, and what was skipped is named', () => {
  const output = '\nx.json\n  passed  a: fine\n  skipped b: no layers\n\n1 passed, 0 failed, 1 skipped\n';
  expect(readCounts('golden', output, true)).toEqual({
    passed: 1,
    failed: 0,
    skipped: ['golden: b: no layers'],
  });
  expect(readCounts('golden', 'it crashed', false).failed).toBe(1);
  expect(readCounts('golden', 'nothing was said', true).failed).toBe(1);
});

test('the sum of no parts is nothing', () => {
  expect(total([])).toEqual({ passed: 0, failed: 0, skipped: [] });
});

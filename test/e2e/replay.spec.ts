/** Replayed training steps have the bits of live ones in each browser: every layer and model, and all chapters. */
import { expect } from '@playwright/test';
import { faults } from '../replay/judge.ts';
import type { ReplayPage } from '../replay/in-page.ts';
import { servePage } from '../replay/page.ts';
import { planTraining } from '../replay/plan.ts';
import { noWebKit, webkit } from './engines.ts';
import { freePort } from '../../scripts/free-port.mjs';
import { openWebKit } from './webkit-session.ts';
import { test } from './test.ts';

type CellReports = Awaited<ReturnType<ReplayPage['runCells']>>;
type ModelReports = Awaited<ReturnType<ReplayPage['compareModels']>>;

const plan = planTraining(process.cwd());

/** Runs a script that gives JSON in some browser. */
type Run = <Result>(script: string) => Promise<Result>;

async function expectSameBits(run: Run): Promise<void> {
  const models = await run<ModelReports>('return replayPage.compareModels();');
  expect(models.length).toBeGreaterThan(40);
  for (const model of models)
    expect(model).toMatchObject({ steps: 100, difference: null, mode: { kind: 'replay' } });
  // Chapter by chapter, so that no script runs for minutes.
  for (const chapter of new Set(plan.map((planned) => planned.chapter))) {
    const cells = plan.filter((planned) => planned.chapter === chapter);
    const reports = await run<CellReports>(`return replayPage.runCells(${JSON.stringify(cells)});`);
    expect(faults(cells, reports)).toEqual([]);
  }
}

const UNTIL_READY =
  "while (!('replayPage' in globalThis)) await new Promise((resolve) => setTimeout(resolve, 100));";

let site: Awaited<ReturnType<typeof servePage>>;
test.beforeAll(async () => {
  test.setTimeout(200_000);
  site = await servePage(await freePort());
});
test.afterAll(() => site.close());

test('100 replayed steps have the bits of 100 live ones, for every model, layer and chapter @each-engine', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await page.goto(site.url);
  await expectSameBits((script) => page.evaluate(`(async () => { ${UNTIL_READY} ${script} })()`));
});

test('100 replayed steps have the bits of 100 live ones in WebKit', async ({ browserName }) => {
  test.skip(browserName !== 'chromium', 'one session of WebKit is enough');
  test.skip(!webkit, noWebKit);
  test.setTimeout(600_000);
  const session = await openWebKit();
  try {
    await session.open(site.url);
    await expectSameBits((script) => session.run(`${UNTIL_READY} ${script}`));
  } finally {
    await session.quit();
  }
});

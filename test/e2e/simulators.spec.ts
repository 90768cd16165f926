/** Every simulator of src/physics gives the same bits in Node and in each browser. */
import { expect } from '@playwright/test';
import { build } from 'vite';
import { simulatorFingerprints } from '../../src/physics/simulator-fingerprints.ts';
import { noWebKit, webkit } from './engines.ts';
import { rootSite } from './sites.ts';
import { openWebKit } from './webkit-session.ts';
import { test } from './test.ts';

/** The simulators as one script, whose `simulators.simulatorFingerprints()` runs in any page. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: 'src/physics/simulator-fingerprints.ts', formats: ['iife'], name: 'simulators' },
    },
  });
  const [{ output }] = Array.isArray(result) ? result : [];
  return output[0].code;
}

test('simulators give the same bits in Node and here @each-engine', async ({ page }) => {
  const code = await bundle();
  await page.goto(rootSite.url);
  const found = await page.evaluate(`${code}; simulators.simulatorFingerprints()`);
  expect(found).toEqual(simulatorFingerprints());
});

test('simulators give the same bits in Node and in WebKit', async ({ browserName }) => {
  test.skip(browserName !== 'chromium', 'one session of WebKit is enough');
  test.skip(!webkit, noWebKit);
  test.setTimeout(120_000);
  const session = await openWebKit();
  try {
    await session.open(rootSite.url);
    const found = await session.run(`${await bundle()}; return simulators.simulatorFingerprints();`);
    expect(found).toEqual(simulatorFingerprints());
  } finally {
    await session.quit();
  }
});

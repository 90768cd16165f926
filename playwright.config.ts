import { defineConfig } from '@playwright/test';
import { useChromium, useFirefox } from './test/e2e/engines.ts';
import { baseSite, fixtureSite, rootSite } from './test/e2e/sites.ts';

const chromium = useChromium();
const firefox = useFirefox();

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: '.cache/e2e/results',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // Several tests measure time, and one training at a time is what a reader does.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: '.cache/e2e/report.json' }]],
  use: { baseURL: rootSite.url, screenshot: 'only-on-failure', serviceWorkers: 'block' },
  projects: [
    ...(chromium ? [{ name: 'chromium', use: chromium }] : []),
    // The other engines run what may differ between engines: tests with the tag @each-engine.
    ...(firefox ? [{ name: 'firefox', use: firefox, grep: /@each-engine/ }] : []),
  ],
  webServer: [rootSite, baseSite, fixtureSite].map(({ url, command }) => ({
    command,
    url,
    reuseExistingServer: false,
    // The site of the test chapters is frozen and built first.
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  })),
});

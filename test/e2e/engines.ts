/** How Playwright starts each engine that this machine has, and why an engine is not among them. */
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';
import { findChromium, findFirefox, findWebKit } from '../../scripts/find-browsers.mjs';

type Use = Partial<PlaywrightTestOptions & PlaywrightWorkerOptions>;

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium's sandbox refuses to start for root. */
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export function useChromium(): Use | undefined {
  const found = findChromium();
  if (!found) return undefined;
  return {
    browserName: 'chromium',
    launchOptions: { executablePath: found.path, args: [...sandbox, ...quiet] },
  };
}

/**
 * An installed Firefox is driven over WebDriver BiDi (channel `moz-firefox`); there `colorScheme` and `reducedMotion`
 * do nothing, so a test of either sets the preferences `ui.systemUsesDarkTheme` and `ui.prefersReducedMotion`.
 */
export function useFirefox(): Use | undefined {
  const found = findFirefox();
  if (!found) return undefined;
  if (found.through === 'playwright') return { browserName: 'firefox' };
  return { browserName: 'firefox', channel: 'moz-firefox', launchOptions: { executablePath: found.path } };
}

/** What `openWebKit` will use. */
export const webkit = findWebKit();

/** For `test.skip(!webkit, noWebKit)`. */
export const noWebKit =
  'WebKit is not installed here: on Debian or Ubuntu, apt-get install webkit2gtk-driver xvfb; elsewhere, npx playwright install webkit';

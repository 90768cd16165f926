/** How Playwright starts each engine that this machine has, and why an engine is not among them. */
import {
  firefox,
  type Browser,
  type PlaywrightTestOptions,
  type PlaywrightWorkerOptions,
} from '@playwright/test';
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

/** An installed Firefox is driven over WebDriver BiDi (channel `moz-firefox`). */
export function useFirefox(): Use | undefined {
  const found = findFirefox();
  if (!found) return undefined;
  if (found.through === 'playwright') return { browserName: 'firefox' };
  return { browserName: 'firefox', channel: 'moz-firefox', launchOptions: { executablePath: found.path } };
}

/**
 * Starts a Firefox of its own, because what a context asks for of these does nothing in an installed one: there they are
 * preferences of the browser.
 */
export function openFirefox(wishes: {
  readonly dark?: boolean;
  readonly reducedMotion?: boolean;
  readonly scripts?: boolean;
}): Promise<Browser> {
  const { channel, launchOptions } = useFirefox() ?? {};
  return firefox.launch({
    ...launchOptions,
    ...(channel ? { channel } : {}),
    firefoxUserPrefs: {
      'ui.systemUsesDarkTheme': Number(wishes.dark ?? false),
      'ui.prefersReducedMotion': Number(wishes.reducedMotion ?? false),
      'javascript.enabled': wishes.scripts ?? true,
    },
  });
}

/** What `openWebKit` will use. */
export const webkit = findWebKit();

/** For `test.skip(!webkit, noWebKit)`. */
export const noWebKit =
  'WebKit is not installed here: on Debian or Ubuntu, apt-get install webkit2gtk-driver xvfb; elsewhere, npx playwright install webkit';

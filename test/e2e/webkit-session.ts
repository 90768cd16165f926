/** A page in WebKit, the same to a test whether WebKitGTK's own driver or Playwright's build is behind it. */
import { webkit as playwrightWebKit } from '@playwright/test';
import { webkit } from './engines.ts';
import { driveMiniBrowser } from './webkit-driver.ts';

export interface WebKitSession {
  /** Loads a page and waits for its `load` event. */
  open(url: string): Promise<void>;
  /** Runs the body of an async function in the page; what it returns comes back as JSON, what it throws is thrown. */
  run<T>(body: string): Promise<T>;
  /** The visible part of the page as PNG. */
  screenshot(): Promise<Buffer>;
  /** Ends the browser and everything started for it. */
  quit(): Promise<void>;
}

async function drivePlaywright(): Promise<WebKitSession> {
  const browser = await playwrightWebKit.launch();
  const page = await browser.newPage();
  return {
    open: async (url) => {
      await page.goto(url);
    },
    run: <T>(body: string) => page.evaluate<T>(`(async () => {${body}\n})()`),
    screenshot: () => page.screenshot(),
    quit: () => browser.close(),
  };
}

/** @throws where this machine has no WebKit; ask `webkit` of engines.ts first. */
export function openWebKit(): Promise<WebKitSession> {
  if (!webkit) throw new Error('No WebKit on this machine.');
  return webkit.through === 'webdriver' ? driveMiniBrowser(webkit.path) : drivePlaywright();
}

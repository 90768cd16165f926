/** What a reader waits for: from the press of Run to the first value of a cell on the page, in Chromium, on the built site. */
import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { findChromium } from '../scripts/find-browsers.mjs';
import { freePort } from '../scripts/free-port.mjs';

/** Each chapter's main cell. */
const CELLS = [
  ['', 'birds'],
  ['noethers-theorem/', 'mass-on-spring'],
  ['inductive-bias/', 'training'],
  ['symmetry-breaking/', 'contest'],
  ['what-the-optimizer-conserves/', 'pressure'],
] as const;

/** Fresh visits of each page; the shortest wait counts, since a busy machine only ever adds. */
const VISITS = 3;
const PATIENCE = 120_000;

/** What the page notes: when Run was pressed, and when the first value of that run was drawn. */
interface Noted {
  pressed: number;
  shown: number;
}

/** Runs in the page before its own scripts. */
function note(): void {
  const noted: Noted = { pressed: 0, shown: 0 };
  Object.assign(globalThis, { noted });
  addEventListener(
    'click',
    ({ target }) => {
      if (!(target instanceof Element && target.closest('[data-part="run"]'))) return;
      noted.pressed = performance.now();
      noted.shown = 0;
    },
    { capture: true },
  );
  const heard = ({ data }: MessageEvent<{ type?: string }>): void => {
    if (data.type !== 'snapshot' || noted.shown > 0) return;
    requestAnimationFrame(() =>
      setTimeout(() => {
        noted.shown ||= performance.now();
      }),
    );
  };
  globalThis.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', heard);
    }
  };
}

/** Presses Run and waits for the first value; milliseconds. */
async function pressRun(page: Page, cell: string): Promise<number> {
  await page.locator(`#${cell} [data-part="run"]`).first().click();
  await page.waitForFunction(() => (globalThis as unknown as { noted: Noted }).noted.shown > 0, undefined, {
    timeout: PATIENCE,
  });
  return page.evaluate(() => {
    const { noted } = globalThis as unknown as { noted: Noted };
    return noted.shown - noted.pressed;
  });
}

/** Serves the built site, by a process of its own; resolves when it answers. */
async function serveSite(): Promise<{ url: string; close: () => void }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const child = spawn(
    process.execPath,
    ['scripts/serve.mjs', 'dist', '--port', String(port), '--base', '/'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const close = (): void => void child.kill();
  while (child.exitCode === null) {
    const answers = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return { url, close };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The site could not be served; build it first: npm run build');
}

/** Times each chapter's main cell on a first visit, and again after it was stopped, and prints both. */
export async function timePages(): Promise<void> {
  const executablePath = findChromium()?.path;
  if (executablePath === undefined) {
    console.log('\nThe wait for a first value is measured in Chromium, which is not installed here.');
    return;
  }
  const site = await serveSite();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  console.log('\nFrom Run to the first value on the page, ms: on a first visit, and when run again');
  try {
    for (const [address, cell] of CELLS) {
      const cold: number[] = [];
      const warm: number[] = [];
      for (let visit = 0; visit < VISITS; visit++) {
        const context = await browser.newContext({ serviceWorkers: 'block' });
        const page = await context.newPage();
        await page.addInitScript(note);
        await page.goto(`${site.url}${address}?level=high`);
        cold.push(await pressRun(page, cell));
        const stop = page.locator(`#${cell} [data-part="stop"]`).first();
        if (await stop.isEnabled()) await stop.click().catch(() => undefined); // it may end by itself meanwhile
        await page
          .locator(`#${cell}:is([data-phase="stopped"], [data-phase="finished"])`)
          .waitFor({ timeout: PATIENCE });
        warm.push(await pressRun(page, cell));
        await context.close();
      }
      const [first, again] = [cold, warm].map((times) => Math.min(...times).toFixed(0));
      console.log(
        `  ${`${address || 'home/'}#${cell}`.padEnd(44)}${first!.padStart(6)}${again!.padStart(6)}`,
      );
    }
  } finally {
    await browser.close();
    site.close();
  }
}

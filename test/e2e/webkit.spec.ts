/** The same run in WebKit, which Playwright's own protocol does not reach on every machine. */
import { expect } from '@playwright/test';
import { noWebKit, webkit } from './engines.ts';
import { rootSite } from './sites.ts';
import { openWebKit } from './webkit-session.ts';
import { test } from './test.ts';

test('Run trains to the published bits in WebKit', async ({ browserName }) => {
  test.skip(browserName !== 'chromium', 'one session of WebKit is enough');
  test.skip(!webkit, noWebKit);
  test.setTimeout(240_000);
  const session = await openWebKit();
  try {
    // Whatever this machine says of motion or memory, what is tried here is training.
    await session.open(`${rootSite.url}?level=high`);
    const told = await session.run<string>(`
      const until = async (selector) => {
        while (!document.querySelector(selector)) await new Promise((resolve) => setTimeout(resolve, 100));
      };
      // As a reader's pointer does, until the page has noticed.
      const run = document.querySelector('#birds [data-part="run"]');
      while (document.documentElement.dataset.cells !== 'ready') {
        run.dispatchEvent(new Event('pointerover', { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      run.click();
      await until('#birds[data-phase="finished"], #birds[data-phase="failed"]');
      const part = (name) => document.querySelector('#birds [data-part="' + name + '"]').textContent;
      return part('state') + part('error');
    `);
    expect(told).toBe('Your run agrees with the published one, to the last bit.');

    // A comment added: the same again, as the reader's own code in the sandbox.
    const own = await session.run<string>(`
      const until = async (selector) => {
        while (!document.querySelector(selector)) await new Promise((resolve) => setTimeout(resolve, 100));
      };
      const birds = document.querySelector('#birds');
      birds.querySelector('details:has([data-part="edit"])').open = true;
      birds.querySelector('[data-part="edit"]').click();
      await until('#birds .cm-content');
      birds.querySelector('.cm-content').focus();
      document.execCommand('insertText', false, '// the same\\n');
      await until('#birds .cm-line .token-comment');
      birds.querySelector('.cell-editor button').click();
      await until('#birds[data-phase="running"], #birds[data-phase="failed"]');
      await until('#birds[data-phase="finished"], #birds[data-phase="failed"]');
      const part = (name) => birds.querySelector('[data-part="' + name + '"]').textContent;
      return part('state') + part('error') + birds.querySelector('.cell-editor .cell-error').textContent;
    `);
    expect(own).toBe('Your code, not the published one, gave this: the published values, to the last bit.');
  } finally {
    await session.quit();
  }
});

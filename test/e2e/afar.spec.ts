/** What is screens away on a phone is not laid out, and keeps room: enough for a figure, so that nothing lies over what follows. */
import { expect, type Page } from '@playwright/test';
import { crowdedTargets } from './axe.ts';
import { layOutAll } from './page.ts';
import { test } from './test.ts';

test.skip(({ browserName }) => browserName !== 'chromium', 'others lay out all, or the same');

const chapters = [
  'noethers-theorem/',
  'inductive-bias/',
  'symmetry-breaking/',
  'what-the-optimizer-conserves/',
];

test('the room kept for a block with a figure is not less than it takes, and not half as much again', async ({
  page,
}) => {
  test.setTimeout(120_000);
  for (const width of [412, 820]) {
    await page.setViewportSize({ width, height: 823 });
    for (const address of chapters) {
      await page.goto(address);
      const kept = await heights(page);
      await layOutAll(page);
      const taken = await heights(page);
      expect(Object.keys(kept).length, address).toBeGreaterThan(5);
      for (const [id, room] of Object.entries(kept)) {
        expect(room, `${address}#${id} at ${width}`).toBeGreaterThanOrEqual(taken[id] ?? NaN);
        expect(room, `${address}#${id} at ${width}`).toBeLessThan(1.5 * (taken[id] ?? NaN));
      }
    }
  }
});

/** Heights of the blocks with figures: of those that are laid out what they take, of the others what is kept for them. */
const heights = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('.prose > .cell-view[style]')].map((block) => [
        block.id,
        block.getBoundingClientRect().height,
      ]),
    ),
  );

test('what is not laid out yet leaves each target its size, where axe looks as Lighthouse does', async ({
  page,
}) => {
  await page.setViewportSize({ width: 412, height: 823 });
  for (const address of chapters) {
    await page.goto(address);
    expect(await crowdedTargets(page), address).toEqual([]);
  }
  // A button in a block for which too little room is kept, under a link of what follows.
  await page.locator('.prose').evaluate((prose) =>
    prose.insertAdjacentHTML(
      'beforeend',
      `<div style="content-visibility: auto; contain-intrinsic-block-size: 16px">
         <button style="display: block; height: 24px; margin-top: 30px">here</button>
       </div>
       <a href="#" style="display: block; height: 40px; margin-top: 20px">there</a>`,
    ),
  );
  expect(await crowdedTargets(page)).not.toEqual([]);
});

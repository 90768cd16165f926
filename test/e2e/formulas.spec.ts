/** Formulas: which of them the keyboard stops at, what they are called, and the room that a root takes. */
import { expect, type Page } from '@playwright/test';
import { layOutAll } from './page.ts';
import { test } from './test.ts';

const chapters = [
  'noethers-theorem/',
  'inductive-bias/',
  'symmetry-breaking/',
  'what-the-optimizer-conserves/',
];

for (const width of [390, 1280])
  test(`${width} px wide, of all formulas those that scroll are stops, each with a name of its own @each-engine`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 800 });
    for (const address of chapters) {
      await page.goto(address);
      await layOutAll(page);
      await page.evaluate(() => document.fonts.ready);
      // A formula is looked at when it has been laid out.
      await expect.poll(() => wrongStops(page), { message: address, timeout: 20_000 }).toEqual([]);
      const names = await page
        .locator('.formula[role]')
        .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')));
      expect(names.length, address).toBeGreaterThan(3);
      expect(new Set(names).size, address).toBe(names.length);
    }
  });

test('a formula that is a stop and fits, or scrolls and is none, is found', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'the question is the same');
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto('inductive-bias/');
  await layOutAll(page);
  await expect.poll(() => wrongStops(page), { timeout: 20_000 }).toEqual([]);
  const formulas = page.locator('.formula');
  await formulas.evaluateAll((boxes) => boxes.forEach((box) => box.setAttribute('tabindex', '0')));
  expect(await wrongStops(page)).not.toEqual([]);
  await formulas.evaluateAll((boxes) => boxes.forEach((box) => box.removeAttribute('tabindex')));
  expect(await wrongStops(page)).not.toEqual([]);
});

/** Formulas that are stops and fit, or scroll and are none. */
const wrongStops = (page: Page): Promise<string[]> =>
  page
    .locator('.formula')
    .evaluateAll((boxes) =>
      boxes
        .filter((box) => box.hasAttribute('tabindex') !== box.scrollWidth > box.clientWidth)
        .map((box) => `${box.scrollWidth} of ${box.clientWidth}: ${box.textContent?.slice(0, 80) ?? ''}`),
    );

test('behind a root nothing is left free, and over what is tall it is tall @each-engine', async ({
  page,
}) => {
  await page.goto('symmetry-breaking/');
  await layOutAll(page);
  await page
    .locator('.prose > p')
    .first()
    .evaluate((paragraph) =>
      paragraph.insertAdjacentHTML(
        'beforeend',
        ['<mi>a</mi>', '<mfrac><mi>a</mi><mi>b</mi></mfrac>']
          .map((under) => `<math><msqrt>${under}</msqrt></math>`)
          .join(' '),
      ),
    );
  const roots = () =>
    page.locator('msqrt').evaluateAll((all) =>
      all
        .filter((root) => root.checkVisibility())
        .map((root) => {
          const { left, right } = root.getBoundingClientRect();
          const [first, last] = [root.firstElementChild, root.lastElementChild].map((part) =>
            part?.getBoundingClientRect(),
          );
          const em = parseFloat(getComputedStyle(root).fontSize);
          const tall = root.querySelector('mfrac') !== null;
          return { tall, sign: ((first?.left ?? 0) - left) / em, behind: (right - (last?.right ?? 0)) / em };
        }),
    );
  // The font of tall ones comes when there is one.
  await expect.poll(async () => (await roots()).find(({ tall }) => tall)?.sign ?? 0).toBeGreaterThan(0.9);
  const low = (await roots()).filter(({ tall }) => !tall);
  expect(low.length).toBeGreaterThan(2);
  // A letter that leans may lean out of its own box, by less than a tenth of its height.
  for (const { behind } of low) expect(behind).toBeLessThan(0.1);
});

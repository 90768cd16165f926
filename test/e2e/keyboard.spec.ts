/** By Tab alone a page can be walked through: what has the focus is seen and has a name, nothing lies over it, and the page lets it go. */
import { expect, type Page } from '@playwright/test';
import { test } from './test.ts';

const pages = ['', 'inductive-bias/', 'claims/', 'reference/tensor/', 'bibliography/'];

/** More stops than any page has. */
const most = 900;

test.skip(({ browserName }) => browserName !== 'chromium', 'the path is the same');

// 320 by 256 is a window of 1280 by 1024 at 400 percent. On a phone what is far away is not laid out.
for (const [width, height, addresses] of [
  [1280, 700, pages],
  [320, 256, pages],
  [390, 844, ['noethers-theorem/']],
] as const)
  test(`${width} by ${height} px: each stop is in sight, marked, named and bare, and there is an end`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width, height });
    const wrong: string[] = [];
    for (const address of addresses) {
      await page.goto(address);
      wrong.push(...(await walk(page)).map((what) => `/${address} ${what}`));
    }
    expect(wrong).toEqual([]);
  });

test('a mark that is not drawn, a missing name, and a bar that lies over what has the focus, are found', async ({
  page,
}) => {
  await page.goto('search/');
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('a:focus-visible { outline: none }');
    document.adoptedStyleSheets = [sheet];
    const bar = document.body.appendChild(document.createElement('div'));
    bar.style.cssText = 'position: fixed; inset: 60% 0 0; background: Canvas';
    document.querySelector('main')?.append(document.createElement('button'));
  });
  const wrong = await walk(page);
  expect(wrong.filter((what) => what.startsWith('no mark'))).not.toEqual([]);
  expect(wrong.filter((what) => what.startsWith('covered'))).not.toEqual([]);
  expect(wrong.filter((what) => what.startsWith('no name'))).not.toEqual([]);
});

/** Presses Tab until the page has been left; what is wrong with the stops. */
async function walk(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(async () => {
      const element = document.activeElement;
      if (!element || element === document.body || element.hasAttribute('data-walked')) return undefined;
      element.setAttribute('data-walked', '');
      // What lay far below takes its own height when it comes near, and is then scrolled to.
      const isIn = ({ top, bottom }: DOMRect): boolean => bottom > 0 && top < innerHeight;
      for (let frame = 0; frame < 60 && !isIn(element.getBoundingClientRect()); frame++)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      // A link may go on in the next line.
      const { left, top, right, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect();
      const over = document.elementFromPoint((left + Math.min(right, innerWidth)) / 2, (top + bottom) / 2);
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const name = element.outerHTML.slice(0, 100);
      const labels = (element as HTMLInputElement).labels ?? [];
      const spoken = [element, ...labels].map((part) => part.ariaLabel ?? part.textContent).join('');
      return [
        ...(spoken.trim() === '' ? [`no name: ${name}`] : []),
        ...(outlineStyle === 'none' || outlineWidth === '0px' ? [`no mark: ${name}`] : []),
        ...(bottom <= 0 || top >= innerHeight ? [`out of sight: ${name}`] : []),
        ...(over && !element.contains(over) && !over.contains(element)
          ? [`covered by ${over.outerHTML.slice(0, 60)}: ${name}`]
          : []),
      ];
    });
    if (!found) return wrong;
    wrong.push(...found);
  }
  return [...wrong, `no end after ${most} stops`];
}

/**
 * A reader may set letters, words, lines and paragraphs as far apart as WCAG 1.4.12 has it, and on a phone too nothing is lost:
 * no text sticks out of the page, none is cut off.
 */
import { expect, type Page } from '@playwright/test';
import { bringFigures, layOutAll } from './page.ts';
import { sitePages } from './site-pages.ts';
import { test } from './test.ts';

test.skip(({ browserName }) => browserName !== 'chromium', 'the styles are the same');

const spaced = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }
`;

test('on every page, 390 and 320 px wide', async ({ page }) => {
  test.setTimeout(240_000);
  const wrong: string[] = [];
  for (const path of sitePages) {
    await page.goto(path);
    await layOutAll(page);
    await bringFigures(page);
    await spaceOut(page);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      // What has just been laid out asks for its fonts, and takes another width until they are there.
      await page.evaluate(() => document.body.offsetWidth && document.fonts.ready.then(() => undefined));
      wrong.push(...(await lost(page)).map((what) => `${path} at ${width}: ${what}`));
    }
  }
  expect(wrong).toEqual([]);
});

test('a formula that is too long for its line, a label at the edge of a figure and a name that is cut are found', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('symmetry-breaking/?level=low');
  await layOutAll(page);
  await bringFigures(page);
  await page.evaluate(() => {
    const letters = '<mi>a</mi><mo>+</mo>'.repeat(11);
    document
      .querySelector('.prose > p:last-of-type')
      ?.insertAdjacentHTML('beforeend', `<math>${letters}<mi>long</mi></math>`);
    const figure = document.querySelector<SVGSVGElement>('.figure-narrow svg[width="350"]');
    figure?.insertAdjacentHTML(
      'beforeend',
      '<text text-anchor="start" y="20">a label of so many letters</text>',
    );
    const label = figure?.lastElementChild as SVGTextElement | undefined;
    label?.setAttribute('x', String((figure?.viewBox.baseVal.width ?? 0) - label.getComputedTextLength()));
    const link = document.querySelector<HTMLElement>('.cell-link');
    if (link) link.style.cssText = 'overflow: hidden; white-space: nowrap; width: 12ch';
    if (link) link.textContent = '#twelve-long';
  });
  expect(await lost(page)).toEqual([]);
  await spaceOut(page);
  const found = (await lost(page)).join(' ');
  for (const what of ['long', 'label', '#twelve-long']) expect(found).toContain(what);
});

async function spaceOut(page: Page): Promise<void> {
  await page.evaluate((spaced) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(spaced);
    document.adoptedStyleSheets.push(sheet);
  }, spaced);
}

/**
 * Text right of the page or of a box that cuts off what sticks out. What can be scrolled to is not lost, nor is what the line
 * over the text says again of a heading, as far as there is room.
 */
const lost = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wrong = scrollWidth > clientWidth ? [`${scrollWidth} px are wide`] : [];
    /** Where a box and those around it end what can be seen or scrolled to. */
    const ends = new Map<Element, number>();
    const endOf = (element: Element): number => {
      let end = ends.get(element);
      if (end !== undefined) return end;
      const { clipPath, overflowX } = getComputedStyle(element);
      const around = element.parentElement ? endOf(element.parentElement) : clientWidth;
      end =
        // What is there for who listens has a clip path.
        /auto|scroll/.test(overflowX) || clipPath !== 'none'
          ? Infinity
          : /hidden|clip/.test(overflowX) && element.localName !== 'svg'
            ? Math.min(around, element.getBoundingClientRect().right)
            : around;
      ends.set(element, end);
      return end;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = new Range();
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      if (
        !parent?.checkVisibility() ||
        parent.closest('annotation, .contents-here') ||
        !texts.currentNode.nodeValue?.trim()
      )
        continue;
      range.selectNodeContents(texts.currentNode);
      if (range.getBoundingClientRect().right > endOf(parent) + 1)
        wrong.push(range.toString().trim().slice(0, 60));
    }
    return wrong;
  });

/** A cell that fails: its error at its line of the chapter, and a page that goes on working. */
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { openCells } from './page.ts';
import { fixtureSite } from './sites.ts';
import { test } from './test.ts';

const file = 'content/chapters/02-failures.mdx';
const source = readFileSync('test/fixtures/chapters/02-failures.mdx', 'utf8').split('\n');

/** The line of the fixture that holds the text, counted from 1. */
const lineOf = (text: string): number => source.findIndex((line) => line.includes(text)) + 1;

test('an error names the line of its chapter, in a live cell and in a view cell; others go on @each-engine', async ({
  page,
}) => {
  await openCells(page, `${fixtureSite.url}failures/`);
  await page.locator('#choices input[type="checkbox"]').click();
  const part = (cell: string, name: string) => page.locator(`#${cell} [data-part="${name}"]`);

  const drawing = lineOf("throw new TypeError('cannot be drawn')");
  await part('figure', 'error').scrollIntoViewIfNeeded();
  await expect(part('figure', 'error')).toContainText('TypeError: cannot be drawn');
  await expect(part('figure', 'error')).toContainText(new RegExp(`${file}:${drawing}:\\d+`));

  await part('after', 'run').click();
  await expect(part('after', 'state')).toHaveText('Not run: “fails” failed; see there.');
  const told = lineOf('throw new RangeError');
  await expect(part('fails', 'error')).toContainText('RangeError: told to fail');
  await expect(part('fails', 'error')).toContainText(new RegExp(`${file}:${told}:\\d+`));
  await expect(part('fails', 'error').locator('pre')).toContainText(
    `> ${told} | ${source[told - 1] ?? 'no such line'}`,
  );

  await part('apart', 'run').click();
  await expect(part('apart', 'state')).toContainText('agrees with the published one');

  // Mended, all of it runs.
  await page.locator('#choices input[type="checkbox"]').click();
  await expect(part('figure', 'error')).toBeHidden();
  await part('after', 'run').click();
  await expect(part('after', 'state')).toContainText('agrees with the published one');
  await expect(part('fails', 'error')).toBeHidden();
});

test('Run all tells what failed and what was not run; long work asks first, by keyboard alone', async ({
  page,
}) => {
  await openCells(page, `${fixtureSite.url}failures/?broken=true`);
  const bar = page.locator('#chapter-bar');
  await bar.locator('[data-part="run-all"]').focus();
  await page.keyboard.press('Enter');
  await expect(bar.locator('[data-part="ask-text"]')).toContainText('“patient” takes a while');
  await page.keyboard.press('Escape');
  await expect(bar.locator('[data-part="ask"]')).toBeHidden();
  await expect(bar.locator('[data-part="run-all"]')).toBeFocused();
  await expect(page.locator('#patient')).toHaveAttribute('data-phase', 'published');
  await page.keyboard.press('Enter');
  await expect(bar.locator('[data-part="ask-yes"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bar.locator('[data-part="bar-state"]')).toHaveText('“fails” failed; “after” not run.');
  await expect(page.locator('#patient')).toHaveAttribute('data-phase', 'finished');

  // Now it has a duration to tell.
  await page.locator('#patient [data-part="seed"]').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('#patient [data-part="ask-text"]')).toContainText(/about \d+\.\d s/);
  await page.keyboard.press('Enter');
  await expect(page.locator('#patient')).toHaveAttribute('data-phase', 'finished');
});

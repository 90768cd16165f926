import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkHtml } from './valid.mjs';

let folder = '';

afterEach(() => rmSync(folder, { recursive: true }));

/** What is wrong with a page that has this body. */
async function problemsOf(body) {
  folder = mkdtempSync(join(tmpdir(), 'valid-'));
  writeFileSync(
    join(folder, 'index.html'),
    `<!DOCTYPE html>\n<html lang="en"><head><title>A page</title></head><body>${body}</body></html>\n`,
  );
  return (await checkHtml(folder)).problems;
}

test.each([
  '<p>words</p>',
  '<p>a line<br />and another</p>',
  '<math display="block"><mi>x</mi></math>',
  '<svg viewBox="0 0 1 1" role="img" aria-label="a dot"><circle r="1"></circle></svg>',
])('nothing is wrong with %s', async (body) => {
  expect(await problemsOf(body)).toEqual([]);
});

test.each([
  ['a block in a paragraph', '<p>words <div>a block</div></p>', 'close-order'],
  ['an id twice', '<p id="a">one</p><p id="a">two</p>', 'no-dup-id'],
  ['a list of paragraphs', '<ul><p>one</p></ul>', 'element-permitted-content'],
  ['a button in a link', '<a href="#"><button type="button">press</button></a>', 'element-permitted-content'],
  ['a picture without a text', '<img src="a.png">', 'wcag/h37'],
  ['a kind of field that there is not', '<input type="numbers">', 'attribute-allowed-values'],
])('%s is told, with its place', async (_, body, rule) => {
  const problems = await problemsOf(body);
  expect(problems.join('\n')).toMatch(new RegExp(`^index\\.html:2:\\d+: .*\\(${rule}\\)`, 'm'));
});

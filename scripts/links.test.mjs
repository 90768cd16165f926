import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkLinks } from './links.mjs';

let folder = '';

afterEach(() => rmSync(folder, { recursive: true }));

/** What is wrong with a site whose front page has this body, beside a page at a/, a picture and a style sheet. */
function problemsOf(body, base = '/') {
  folder = mkdtempSync(join(tmpdir(), 'links-'));
  const files = {
    'index.html': body,
    'a/index.html': '<p id="caf\u00e9">here</p><a name="old"></a>',
    'picture.png': '',
    'style.css': 'a { background: url("picture.png") }',
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return checkLinks(folder, base).problems;
}

test.each([
  '<a href="a/">page</a>',
  '<a href="/a/#caf%C3%A9">escaped anchor</a>',
  '<a href="a/#old">named anchor</a>',
  '<h2 id="x"></h2><a href="#x">same page</a>',
  '<a href="#">top</a>',
  '<img src="picture.png" srcset="picture.png 1x, /picture.png 2x">',
  '<a href="https://example.org/">elsewhere</a><a href="mailto:a@example.org">mail</a>',
  '<link rel="stylesheet" href="style.css">',
])('nothing is wrong with %s', (body) => {
  expect(problemsOf(body)).toEqual([]);
});

test.each([
  ['<a href="b/">x</a>', 'b/ leads nowhere'],
  ['<a href="a/#tea">x</a>', 'a/#tea has no such anchor'],
  ['<meta name="viewport"><a href="#viewport">x</a>', '#viewport has no such anchor'],
  ['<img src="picture.png" srcset="none.png 2x">', 'none.png leads nowhere'],
  ['<svg><use href="#arrow" /></svg>', '#arrow has no such anchor'],
  ['<label for="slider">x</label>', '#slider has no such anchor'],
  ['<div style="background: url(none.png)"></div>', 'none.png leads nowhere'],
  ['<a href="http://[">x</a>', 'http://[ is no address'],
  ['<p id="x"></p><p id="x"></p>', 'the id "x" is there twice'],
])('%s: %s', (body, problem) => {
  expect(problemsOf(body)).toEqual([`index.html: ${problem}`]);
});

test('below a base path, an address that leaves it leads nowhere', () => {
  expect(problemsOf('<a href="/some/base/a/">x</a>', '/some/base/')).toEqual([]);
  rmSync(folder, { recursive: true });
  expect(problemsOf('<a href="/a/">x</a>', '/some/base/')).toEqual(['index.html: /a/ leads nowhere']);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkBuilt } from './built-addresses.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true }));

/** What is missing of these addresses in a site whose page `a/` has this body, beside a file. */
function missing(body: string, ...addresses: string[]): string[] {
  folder = mkdtempSync(join(tmpdir(), 'built-'));
  for (const [file, text] of Object.entries({ 'a/index.html': body, 'claims.json': '[]' })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return checkBuilt(folder, addresses);
}

it('pages, files and anchors that are there are not missed, whatever else an element has', () => {
  const body = '<h2 id="one"></h2><p class="x" id="two" hidden></p><section\n  id="three"></section>';
  expect(missing(body, '/a/', '/claims.json', '/a/#one', '/a/#two', '/a/#three')).toEqual([]);
});

it.each([
  ['/b/', 'a page'],
  ['/other.json', 'a file'],
  ['/a/#two', 'an anchor'],
  ['/a/#on', 'a part of an anchor'],
])('%s is missed: %s', (address) => {
  expect(missing('<h2 id="one"></h2> id="two"', '/a/#one', address)).toEqual([
    `${address} was published, and is not in the site that was built`,
  ]);
});

it('a heading with an address that nobody records is told', () => {
  expect(missing('<h2 class="x" id="one"></h2>', '/a/')).toEqual([
    '/a/#one is the address of a heading, but src/site/linkable.ts does not list it',
  ]);
});

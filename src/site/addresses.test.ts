import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compileChapter, readChapters } from '../notebook/chapters.ts';
import { addressesFile, checkAddresses, readAddresses, recordAddresses, unrecorded } from './addresses.ts';

const head = '---\ntitle: A chapter\ndescription: What it is about.\n---\n\n';
const cell = '```ts live id=walk\nconst x = 1;\n```\n';
const first = `${head}## Where it begins\n\n${cell}`;
const other = `${head}## Another place\n`;

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'addresses-'));
  mkdirSync(join(root, 'content'));
  recordAddresses(root, chaptersOf({ one: first, two: other }));
});
afterEach(() => rmSync(root, { recursive: true }));

function chaptersOf(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([slug, text]) => compileChapter(`content/chapters/01-${slug}.mdx`, text));
}

/** What an author is told of a site with these chapters, whose moves are these. */
function toldOf(texts: Readonly<Record<string, string>>, moves = ''): string[] {
  writeFileSync(join(root, 'content/moved.yaml'), moves);
  return checkAddresses(root, chaptersOf(texts)).map(
    ({ file, line, summary, remedy }) => `${file}:${line} ${summary} · ${remedy}`,
  );
}

const lineOf = (address: string): number =>
  readFileSync(join(root, addressesFile), 'utf8').split('\n').indexOf(address) + 1;

it('what is as it was published is not spoken of, and new things may come', () => {
  expect(toldOf({ one: first, two: other })).toEqual([]);
  expect(toldOf({ one: `${first}\n## More\n`, two: other })).toEqual([]);
});

it('recording adds what is new, keeps all that was there, in order, and ∘ itself = itself', () => {
  const before = readAddresses(root);
  expect(before).toContain('/one/#where-it-begins');
  expect(before).toContain('/cite/one.bib');
  const grown = chaptersOf({ one: `${head}## More\n`, two: other });
  expect(unrecorded(root, grown)).toEqual(['/one/#more']);
  expect(recordAddresses(root, grown)).toBe(1);
  expect(readAddresses(root)).toEqual([...before, '/one/#more'].sort());
  expect(recordAddresses(root, grown)).toBe(0);
});

it('a heading that gets other words is told at its line, with what keeps its old address', () => {
  const renamed = first.replace('Where it begins', 'Where it all begins');
  const [told = '', ...more] = toldOf({ one: renamed, two: other });
  expect(told).toContain('content/chapters/01-one.mdx:6 “/one/#where-it-begins” was published');
  expect(told).toContain('Write <Moved from="where-it-begins" /> before this');
  expect(more).toEqual([]);
  const mended = renamed.replace('## Where', '<Moved from="where-it-begins" />\n\n## Where');
  expect(toldOf({ one: mended, two: other })).toEqual([]);
});

it('what has gone without a trace is told at its line of the record', () => {
  const [told = ''] = toldOf({ one: first.replace(cell, ''), two: other });
  expect(told).toContain(`${addressesFile}:${lineOf('/one/#walk')} “/one/#walk” was published`);
  expect(told).toContain('content/moved.yaml where it went');
});

it('a passage may go to another page, where there is such a place', () => {
  const texts = { one: first.replace('## Where it begins\n\n', ''), two: other };
  expect(toldOf(texts, '/one/#where-it-begins: /two/#another-place\n')).toEqual([]);
  const [wrong = '', lost = ''] = toldOf(texts, '# moves\n/one/#where-it-begins: /two/#another-plce\n');
  expect(wrong).toContain('content/moved.yaml:2 ');
  expect(wrong).toContain('Did you mean “/two/#another-place”?');
  expect(lost).toContain('“/one/#where-it-begins” was published');
});

it('with a page that moves, its parts go along; one that is not on the new page is told', () => {
  const files = '/one.md: /three.md\n/cite/one.bib: /cite/three.bib\n/cite/one.json: /cite/three.json\n';
  const moves = `/one/: /three/\n${files}/pictures/one.png: /pictures/three.png\n`;
  expect(toldOf({ three: first, two: other }, moves)).toEqual([]);
  const [told = '', ...more] = toldOf({ three: first.replace('walk', 'stroll'), two: other }, moves);
  expect(told).toContain('“/one/#walk” was published, and leads nowhere now');
  expect(more).toEqual([]);
});

it('a page that is gone is told once, not part by part', () => {
  const told = toldOf({ two: other }).filter((line) => line.includes('“/one/'));
  expect(told).toHaveLength(1);
});

it('no entry says of a thing that is there that it has moved, nor of a page that it is a file now', () => {
  const [told = ''] = toldOf({ one: first, two: other }, '/one/: /two/\n');
  expect(told).toContain('content/moved.yaml:1 “/one/” is said to have moved, but it is there');
  const [mixed = ''] = toldOf({ one: first, two: other }, '/zero/: /one.md\n');
  expect(mixed).toContain('“/zero/” is a page, and “/one.md” is not');
});

// All chapters are read and compiled.
it('every address of this site is on record', { timeout: 60_000 }, () => {
  const project = process.cwd();
  expect(unrecorded(project, readChapters(project))).toEqual([]);
});

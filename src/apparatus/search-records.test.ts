import { describe, expect, it } from 'vitest';
import { recordsOf } from './search-records.ts';

const page = (body: string): string =>
  `<html><body><header>Theorem or Habit</header><main><article class="prose">${body}</article></main></body></html>`;

const chapter = page(`
  <h1>A chapter</h1><p class="lede">What it is about.</p>
  <p>Before <span class="claim" id="small">it is <span class="value">3</span><a class="claim-mark" href="#">∎</a></span>.</p>
  <h2 id="part"><a href="#part">A part</a></h2>
  <p>With <math><semantics><mi>a</mi><mo>=</mo><mi>b</mi><annotation>a = b</annotation></semantics></math> in it.</p>
  <section class="cell" id="walk" aria-label="A walk"><pre class="shiki"><code><span>const</span> <span>a &lt; b</span></code></pre>
    <div class="caption">What to look for.</div><div class="cell-data"><p>hidden rows</p></div></section>
  <section class="sources"><h2 id="sources">Sources</h2><ul><li>Noether</li></ul></section>`);

describe('what can be found in a chapter', () => {
  const records = recordsOf(chapter, 'a-chapter/', true);
  const of = (kind: string) => records.filter((record) => record.kind === kind);

  it('the chapter itself, by its title and what it is about', () => {
    expect(of('chapter')).toMatchObject([{ address: 'a-chapter/', title: 'A chapter', page: undefined }]);
  });
  it('each section under its heading, its formulas as their signs, without the cells', () => {
    expect(of('section').at(-1)).toEqual({
      kind: 'section',
      address: 'a-chapter/#part',
      title: 'A part',
      page: 'A chapter',
      content: 'With a=b in it.',
    });
  });
  it('each claim as its sentence, without its mark', () => {
    expect(of('claim')).toMatchObject([{ address: 'a-chapter/#small', title: 'It is 3' }]);
  });
  it('each cell by its title, with caption and code', () => {
    expect(of('cell')).toMatchObject([{ address: 'a-chapter/#walk', title: 'A walk' }]);
    expect(of('cell')[0]?.content).toBe('What to look for. const a < b');
  });
  it('the list of sources is not: each work is found in the bibliography', () => {
    expect(JSON.stringify(records)).not.toContain('Noether');
  });
});

it('the home page has no address of its own, and its parts lie deeper', () => {
  const home = page(
    `<div><header><h1>Home</h1><p class="lede">What this is.</p></header><h2>Two networks</h2>
    <p>They <span class="claim" id="turns">turn</span>.</p><section class="cell" id="bird" aria-label="A bird"><pre>code</pre></section></div>
    <section><h2 id="begin">Where to begin</h2><div><h3>New</h3><p>Here.</p></div></section>`,
  );
  expect(
    recordsOf(home, '', true).map(({ kind, address, title, content }) => [kind, address, title, content]),
  ).toEqual([
    ['page', '', 'Home', 'Home. What this is.'],
    ['claim', '#turns', 'Turn', 'turn'],
    ['cell', '#bird', 'A bird', 'code'],
    ['section', '', 'Home', 'Two networks They turn.'],
    ['section', '#begin', 'Where to begin', 'New Here.'],
  ]);
});

it('a term is found at its entry, and its words do not run into each other', () => {
  const glossary = page(
    '<h1>Glossary</h1><dl><div class="glossary-entry" id="orbit"><dt><dfn>orbit</dfn></dt><dd><p>All.</p></dd></div></dl>',
  );
  expect(recordsOf(glossary, 'glossary/', false).find(({ kind }) => kind === 'term')).toMatchObject({
    address: 'glossary/#orbit',
    title: 'orbit',
    content: 'orbit All.',
  });
});

it('a page without an article has nothing', () => {
  expect(recordsOf('<main><p>x</p></main>', 'x/', true)).toEqual([]);
});

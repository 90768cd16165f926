/** A built page → what can be found on it: sections, claims, cells, terms, works, entries of the library. */

import { parse, type HTMLElement } from 'node-html-parser';

export type RecordKind = 'chapter' | 'section' | 'claim' | 'cell' | 'term' | 'work' | 'library' | 'page';

export interface SearchRecord {
  readonly kind: RecordKind;
  /** Below the site's base, with the anchor: `inductive-bias/#training`. */
  readonly address: string;
  readonly title: string;
  /** The title of its page, where that is another. */
  readonly page: string | undefined;
  readonly content: string;
}

/** Words that stand for everything on a page that no one searches for. */
const unread = [
  ...[
    'script',
    'style',
    'annotation',
    'svg',
    'button',
    'form',
    'nav',
    'noscript',
    'input',
    'label',
    'progress',
  ],
  ...['[hidden]', '[aria-hidden="true"]', '[role="alert"]', '.chapter-bar', '.chapter-state', '.scripts-off'],
  ...[
    '.cell-data',
    '.cell-rows',
    '.cell-links',
    '.note-ref',
    '.note-back',
    '.claim-mark',
    '.back-links',
    '.skip',
  ],
].join(', ');

/**
 * Reads one page.
 *
 * @param address below the site's base: `inductive-bias/`; empty for the home page
 * @param isChapter its address is that of a chapter
 */
export function recordsOf(html: string, address: string, isChapter: boolean): SearchRecord[] {
  const article = read(html).querySelector('main article');
  if (!article) return [];
  const title = wordsOf(article.querySelector('h1'));
  const lede = wordsOf(article.querySelector('.lede'));
  const records: SearchRecord[] = [];
  const add = (kind: RecordKind, anchor: string, name: string, content: string): void => {
    if (content !== '')
      records.push({
        kind,
        address: anchor === '' ? address : `${address}#${anchor}`,
        title: name === '' ? title : name,
        page: name === '' || kind === 'term' || kind === 'work' ? undefined : title,
        content,
      });
  };
  const inLibrary = address.startsWith('reference/');
  add(isChapter && address !== '' ? 'chapter' : 'page', '', '', `${title}. ${lede}`);
  if (isChapter)
    for (const claim of article.querySelectorAll('.claim'))
      add('claim', claim.id, capital(wordsOf(claim)), wordsOf(claim));
  for (const cell of isChapter ? article.querySelectorAll('.cell') : []) {
    const parts = ['.caption', 'pre'].map((part) => wordsOf(cell.querySelector(part)));
    add('cell', cell.id, cell.getAttribute('aria-label') ?? cell.id, parts.filter(Boolean).join(' '));
  }
  for (const entry of article.querySelectorAll('.glossary-entry'))
    add('term', entry.id, wordsOf(entry.querySelector('dfn')), wordsOf(entry));
  if (address === 'bibliography/')
    for (const work of article.querySelectorAll('.works > li'))
      add('work', work.id, titleOfWork(wordsOf(work.querySelector('p'))), wordsOf(work));
  // Lists of terms, works and claims are in the index already, entry by entry.
  if (isChapter || inLibrary)
    for (const { id, name, content } of sectionsOf(article))
      add(inLibrary ? 'library' : 'section', id, name, content);
  return records;
}

/** The text between headings, without the cells. */
function sectionsOf(article: HTMLElement): { id: string; name: string; content: string }[] {
  const sections = [{ id: '', name: '', texts: [] as string[] }];
  const walk = (parent: HTMLElement): void => {
    for (const child of parent.children) {
      if (/^H[23]$/.test(child.tagName) && child.id !== '')
        sections.push({ id: child.id, name: wordsOf(child), texts: [] });
      else if (child.matches(`h1, .lede, .cell, .sources, .contents, ${unread}`)) continue;
      else if (child.querySelector('h1, h2[id], h3[id], .cell')) walk(child);
      else sections.at(-1)?.texts.push(wordsOf(child));
    }
  };
  walk(article);
  return sections
    .map(({ id, name, texts }) => ({ id, name, content: texts.filter(Boolean).join(' ') }))
    .filter(({ name, content }) => name !== '' || content !== '');
}

/** Code is read as elements too: what colours it is no part of it. */
const read = (html: string): HTMLElement =>
  parse(html, { blockTextElements: { script: true, style: true, noscript: true } });

/** What an element says, its formulas as their signs. */
function wordsOf(element: HTMLElement | null): string {
  if (!element) return '';
  // A line break between two elements is a space.
  const copy = read(element.outerHTML.replace(/\s+/g, ' '));
  for (const gone of copy.querySelectorAll(unread)) gone.remove();
  // The signs of a formula stand together, as in the page.
  for (const math of copy.querySelectorAll('math')) math.replaceWith(math.text.replace(/\s+/g, ''));
  return copy.structuredText.replaceAll('&nbsp;', ' ').replace(/\s+/g, ' ').trim();
}

const capital = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** “Emmy Noether, “Invariante Variationsprobleme”, …” → the beginning, up to the year. */
const titleOfWork = (reference: string): string => /^.*?\(\d{4}[a-z]?\)/.exec(reference)?.[0] ?? reference;

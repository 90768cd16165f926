/** What a link leads to, small enough to be shown beside it. */

import { figureAt } from './figures.ts';

const pages = new Map<string, Promise<Document | undefined>>();

/** The content of a link's preview; nothing where what it leads to is in sight or cannot be shown. */
export async function contentOf(link: HTMLAnchorElement): Promise<DocumentFragment | undefined> {
  const here = link.origin === location.origin && link.pathname === location.pathname;
  const page = here ? document : await pageAt(link);
  if (!page) return undefined;
  const anchor = decodeURIComponent(link.hash.slice(1));
  const target = anchor === '' ? undefined : page.getElementById(anchor);
  if (anchor !== '' && !target) return undefined;
  if (here && target && isInMargin(target)) return undefined;
  const fragment = document.createDocumentFragment();
  const context = target && isWithinText(target, link) ? target.closest(texts) : target;
  for (const piece of piecesOf(context ?? undefined, page)) fragment.append(clean(piece));
  await bringFigures(fragment, link);
  return fragment.childElementCount > 0 ? fragment : undefined;
}

function pageAt(link: HTMLAnchorElement): Promise<Document | undefined> {
  const address = link.href.replace(/#.*$/, '');
  let page = pages.get(address);
  if (!page) {
    page = fetch(address)
      .then(async (response) =>
        response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : undefined,
      )
      // Without a network the link is still a link.
      .catch(() => undefined);
    pages.set(address, page);
  }
  return page;
}

/** What a place within a sentence is shown in. */
const texts = 'p, li, dd, .caption, .try';

/** A citation or a term means nothing by itself, nor does a claim where the ledger has just said it. */
const isWithinText = (target: Element, link: Element): boolean =>
  target.matches('a, .claim') && link.closest('.back-links, .ledger-text') !== null;

/** Figures that lie in files of their own, as their page says. */
async function bringFigures(fragment: DocumentFragment, { href }: HTMLAnchorElement): Promise<void> {
  const places = [...fragment.querySelectorAll('svg[data-figure]')];
  await Promise.all(
    places.map(async (place) => {
      const figure = await figureAt(new URL(place.getAttribute('data-figure') ?? '', href).href);
      if (figure) place.replaceWith(figure);
    }),
  );
}

/** A note that stands beside its line needs no preview. */
const isInMargin = (target: Element): boolean =>
  target.classList.contains('note') && getComputedStyle(target).position === 'absolute';

/** By what it is: the whole of a small thing, the beginning of a large one. */
function piecesOf(target: Element | undefined, page: Document): Element[] {
  const all = (...found: (Element | null | undefined)[]): Element[] =>
    found.filter((one) => one !== null && one !== undefined);
  if (!target) return all(page.querySelector('h1'), page.querySelector('.lede'));
  if (target.matches('.cell'))
    return all(
      target.querySelector('.cell-title'),
      target.querySelector('.figure-narrow') ?? target.querySelector('.cell-output'),
      target.querySelector('.caption') ?? target.querySelector('.status'),
    );
  if (target.matches('.works > li'))
    return all(target.querySelector('p'), target.querySelector('.annotation'));
  if (target.matches('.glossary-entry'))
    return all(target.querySelector('dt'), target.querySelector('dd > p'));
  if (target.matches('.ledger > li'))
    return all(target.querySelector('.ledger-text'), target.querySelector('dl'));
  if (target.matches('.note')) return all(target.querySelector('p'));
  if (target.matches('h2, h3')) return all(target, nextParagraph(target));
  return [target];
}

/** The paragraph that begins a section, perhaps below the heading of its first part. */
function nextParagraph(heading: Element): Element | null {
  const [first, second] = [heading.nextElementSibling, heading.nextElementSibling?.nextElementSibling];
  return [first, second].find((one) => one?.tagName === 'P') ?? null;
}

/** A copy without anchors, marks and buttons, which belong to the original; headings become plain lines. */
function clean(piece: Element): Node {
  let copy = document.importNode(piece, true);
  if (/^(H\d|DT|DL|LI|SPAN)$/.test(copy.tagName)) {
    const line = document.createElement('div');
    line.className = /^(H\d|DT)$/.test(copy.tagName) ? 'preview-title' : copy.className;
    line.append(...copy.childNodes);
    copy = line;
  }
  for (const gone of copy.querySelectorAll(
    '.note-back, .claim-mark, .note-ref, .back-links, .cell-links, button, noscript',
  ))
    gone.remove();
  for (const link of copy.querySelectorAll('a')) link.replaceWith(...link.childNodes);
  for (const named of [copy, ...copy.querySelectorAll('[id], [role], [hidden], [tabindex]')])
    for (const attribute of ['id', 'role', 'aria-describedby', 'aria-labelledby', 'tabindex'])
      named.removeAttribute(attribute);
  return copy;
}

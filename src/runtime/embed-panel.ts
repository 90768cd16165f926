/** What to put into a page so that a figure stands in it, as the reader has it now. */

import { bindCopy } from './clipboard.ts';
import { isForeign } from './foreign-parameters.ts';
import { iframeFor } from './iframe.ts';

const open = new WeakMap<HTMLAnchorElement, HTMLElement>();

/** Shows the panel of a cell below its foot, or takes it away. */
export function toggleEmbedPanel(link: HTMLAnchorElement): void {
  const before = open.get(link);
  const cell = link.closest<HTMLElement>('.cell');
  if (before?.isConnected) {
    before.remove();
    link.removeAttribute('aria-expanded');
    return;
  }
  if (!cell) return;
  const panel = makePanel(cell, link);
  open.set(link, panel);
  cell.append(panel);
  link.setAttribute('aria-expanded', 'true');
  panel.querySelector<HTMLElement>('pre')?.focus();
}

/** The address of the figure by itself, with what differs from the published state in it. */
function addressNow(link: HTMLAnchorElement): string {
  const url = new URL(link.href);
  for (const [name, value] of new URLSearchParams(location.search))
    if (!isForeign(name)) url.searchParams.set(name, value);
  return url.href;
}

function makePanel(cell: HTMLElement, link: HTMLAnchorElement): HTMLElement {
  const title = cell.getAttribute('aria-label') ?? cell.id;
  const address = addressNow(link);
  // What stands above and below the figure there; who listens to its height needs no guess.
  const height = Math.round(cell.offsetHeight) + 340;
  const panel = document.createElement('div');
  panel.className = 'embed-panel';
  panel.setAttribute('role', 'group');
  panel.setAttribute('aria-label', `Embed ${title}`);
  const words = document.createElement('p');
  const alone = Object.assign(document.createElement('a'), { href: address, textContent: 'by itself' });
  const more = Object.assign(document.createElement('a'), {
    href: `${import.meta.env.BASE_URL.replace(/\/?$/, '/')}linking/`,
    textContent: 'More on linking here',
  });
  const changed = new URL(address).search !== '';
  words.append(
    `Put this into a page, and the figure stands there${changed ? ' as you have it now' : ''}, with its controls. Look at it `,
    alone,
    '. ',
    more,
    '.',
  );
  const source = document.createElement('div');
  source.className = 'cell-source';
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'copy';
  copy.textContent = 'Copy';
  copy.setAttribute('aria-label', `Copy what embeds ${title}`);
  const pre = document.createElement('pre');
  pre.tabIndex = 0;
  pre.className = 'to-copy';
  pre.textContent = iframeFor(address, `${title} · Theorem or Habit`, height);
  bindCopy(copy, () => pre.textContent);
  source.append(copy, pre);
  panel.append(words, source);
  return panel;
}

/** What a figure that stands in somebody else's page does besides: it says how high it is, and leads to where it is from. */

import { isForeign } from './foreign-parameters.ts';

/** Tells the page around how many CSS pixels the figure takes, whenever that changes; whether it listens is for it to say. */
export function tellHeight(): void {
  if (parent === window) return;
  const tell = (): void => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    parent.postMessage({ type: 'theorem-or-habit:height', height }, '*');
  };
  // A browser may let a frame that is out of sight rest, and then observes nothing in it.
  tell();
  new ResizeObserver(tell).observe(document.documentElement);
}

/** The way to the chapter takes along what the controls are set to. */
export function linkToSource(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-part="source"]');
  if (!link) return;
  const follow = (): void => {
    const set = [...new URLSearchParams(location.search)].filter(([name]) => !isForeign(name));
    link.search = new URLSearchParams(set).toString();
  };
  for (const sign of ['pointerover', 'pointerdown', 'focus', 'click']) link.addEventListener(sign, follow);
}

/** Links lead out of the frame, those that come later too. */
export function leaveFrame(): void {
  document.addEventListener('click', ({ target }) => {
    const link =
      target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]:not([target])') : null;
    if (link) Object.assign(link, { target: '_blank', rel: 'noopener' });
  });
}

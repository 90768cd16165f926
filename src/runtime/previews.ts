/**
 * What a citation, a term, a reference or a note leads to is shown beside it: on hover, when the keyboard comes to it, on the
 * first touch. Escape closes it; the pointer may move into it.
 */

import type { Card } from './preview-card.ts';

const links =
  'a.cite, a.term, a.ref, .note-ref > a, a.claim-mark, .glossary-see a, .back-links a, .ledger-text a';

/** Milliseconds for which a pointer rests before something is shown, and is away before it goes. */
const rest = 220;
const away = 260;

export function bindPreviews(): void {
  let card: Card | undefined;
  let timer: number | undefined;
  let shown: HTMLAnchorElement | undefined;

  const wait = (milliseconds: number, act: () => void): void => {
    clearTimeout(timer);
    timer = window.setTimeout(act, milliseconds);
  };
  const hide = (): void => {
    clearTimeout(timer);
    card?.hide();
    shown = undefined;
  };
  const show = async (link: HTMLAnchorElement): Promise<boolean> => {
    if (shown === link) return true;
    shown = link;
    const [{ createCard }, { contentOf }] = await Promise.all([
      import('./preview-card.ts'),
      import('./preview-content.ts'),
    ]);
    const content = await contentOf(link);
    // In the meantime the reader may have gone elsewhere.
    if (shown !== link) return true;
    if (!content) {
      shown = undefined;
      return false;
    }
    card ??= createCard({ stay: () => clearTimeout(timer), leave: () => wait(away, hide), close: hide });
    card.show(link, content);
    return true;
  };
  const linkOf = (target: EventTarget | null): HTMLAnchorElement | null =>
    target instanceof Element && !target.closest('.preview') ? target.closest(links) : null;

  document.addEventListener('pointerover', (event) => {
    const link = linkOf(event.target);
    if (link && event.pointerType === 'mouse') wait(rest, () => void show(link));
  });
  document.addEventListener('pointerout', (event) => {
    if (linkOf(event.target) && event.pointerType === 'mouse') wait(away, hide);
  });
  document.addEventListener('focusin', ({ target }) => {
    const link = linkOf(target);
    if (link?.matches(':focus-visible')) {
      // The card of the last link must not lie over this one until its own is there.
      if (shown !== link) hide();
      wait(0, () => void show(link));
    } else if (!(target instanceof Element && target.closest('.preview'))) hide();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
  // A finger cannot hover: its first touch shows, the link in what is shown leads on.
  let touched = false;
  document.addEventListener('pointerdown', ({ pointerType, target }) => {
    touched = pointerType === 'touch';
    if (shown && !linkOf(target) && !(target instanceof Element && target.closest('.preview'))) hide();
  });
  document.addEventListener('click', (event) => {
    const link = linkOf(event.target);
    if (!link || !touched || shown === link || event.defaultPrevented) return;
    event.preventDefault();
    void show(link).then((there) => {
      if (!there) location.href = link.href;
    });
  });
}

/** Figures that lie in files of their own come to the page when their place comes near, and before it is printed. */

import { shareStyles } from './share-styles.ts';

const selector = 'svg[data-figure]';

/** Binds all figures of the page that are away. */
export function fetchFigures(): void {
  const places = document.querySelectorAll<SVGSVGElement>(selector);
  if (places.length === 0) return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        void bring(target);
      }
    },
    // A screen and a half ahead, so that a figure is there before the reader is.
    { rootMargin: '150% 0px' },
  );
  for (const place of places) observer.observe(place);
  addEventListener('beforeprint', () => {
    // Paper is as wide as the wide figures.
    for (const place of document.querySelectorAll(`${selector}:not(.figure-narrow *)`)) bringAtOnce(place);
  });
}

async function bring(place: Element): Promise<void> {
  const figure = await figureAt(addressOf(place));
  // A cell may have drawn its figure itself meanwhile.
  if (figure && place.isConnected) place.replaceWith(figure);
}

/** A figure from its file; nothing where it cannot be had. */
export async function figureAt(address: string): Promise<Element | undefined> {
  const response = await fetch(address).catch(() => undefined);
  return response?.ok ? read(await response.text()) : undefined;
}

/** The printer does not wait for what comes later. */
function bringAtOnce(place: Element): void {
  const request = new XMLHttpRequest();
  request.open('GET', addressOf(place), false);
  request.send();
  if (request.status === 200) place.replaceWith(read(request.responseText));
}

const addressOf = (place: Element): string => place.getAttribute('data-figure') ?? '';

function read(text: string): Element {
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  const figure = document.importNode(documentElement, true);
  shareStyles(figure);
  return figure;
}

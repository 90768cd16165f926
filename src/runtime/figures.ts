/** Figures that lie in files of their own come to the page when their place comes near, and before it is printed. */

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
  const response = await fetch(addressOf(place));
  if (response.ok) put(place, await response.text());
}

/** The printer does not wait for what comes later. */
function bringAtOnce(place: Element): void {
  const request = new XMLHttpRequest();
  request.open('GET', addressOf(place), false);
  request.send();
  if (request.status === 200) put(place, request.responseText);
}

const addressOf = (place: Element): string => place.getAttribute('data-figure') ?? '';

/** A cell may have drawn its figure itself meanwhile. */
function put(place: Element, text: string): void {
  if (!place.isConnected) return;
  const figure = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  place.replaceWith(document.importNode(figure, true));
}

/** Which figures are worth drawing now: those in the viewport or near it. */

const whenNear = new Map<Element, () => void>();
const near = new WeakSet<Element>();
let observer: IntersectionObserver | undefined;

/** Starts to watch; a page that is printed is near in all its parts. */
function observe(): IntersectionObserver {
  addEventListener('beforeprint', () => {
    for (const draw of whenNear.values()) draw();
  });
  return new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) {
          near.add(target);
          whenNear.get(target)?.();
        } else near.delete(target);
      }
    },
    // Half a screen ahead, so that a figure is there before the reader is.
    { rootMargin: '50% 0px' },
  );
}

/** Follows an element; calls `arrive` whenever it comes near, and before the page is printed. */
export function followNearness(element: Element, arrive: () => void): void {
  observer ??= observe();
  whenNear.set(element, arrive);
  observer.observe(element);
}

export function isNear(element: Element): boolean {
  return near.has(element);
}

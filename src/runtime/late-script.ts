/** The page's script is asked for when the page has been painted: what is seen of a page needs none of it. */

/** Names the script's file, in the head of a built page. */
export const scriptName = 'page-script';

/**
 * Asks for it. The text of this function stands in the head of every page, as that of `beforePaint` does, so it must need
 * nothing from outside of it.
 *
 * @param name of the element that names the file; the authoring server loads the script by itself, and has none
 */
export function fetchScriptLate(name: string): void {
  const ask = (): void => {
    const address = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
    if (!address) return;
    const script = document.createElement('script');
    script.type = 'module';
    script.src = address;
    script.fetchPriority = 'low';
    document.head.append(script);
  };
  const painted = new Promise<void>((resolve) => {
    new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true });
    // What is out of sight is not painted, and is used all the same: a frame tells its page how high it is.
    addEventListener('load', () => setTimeout(resolve, 1000));
  });
  const read = new Promise<void>((resolve) => document.addEventListener('DOMContentLoaded', () => resolve()));
  void Promise.all([painted, read]).then(ask);
}

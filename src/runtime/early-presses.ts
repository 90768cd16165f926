/** What is pressed before the page's script has come, on a slow connection, is not lost. */

/** The page's window, while presses are kept for its script. */
export interface KeepsPresses {
  /** Hands over what was pressed before the script came, and keeps nothing from then on. */
  earlyPresses?: () => Event[];
}

/**
 * Keeps presses until the page's script takes them. Its text stands in the head of every page, as that of `beforePaint`
 * does, so it must need nothing from outside of it.
 */
export function keepEarlyPresses(): void {
  const kept: Event[] = [];
  const keep = (event: Event): void => void kept.push(event);
  document.addEventListener('click', keep, true);
  // Then the script has come, or the page has no cells.
  addEventListener('load', () => document.removeEventListener('click', keep, true));
  (window as KeepsPresses).earlyPresses = () => {
    document.removeEventListener('click', keep, true);
    return kept.splice(0);
  };
}

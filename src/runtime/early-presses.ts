/** What is pressed before the page's script has come, on a slow connection, is not lost. */

/** The page's window, while presses are kept for its script. */
interface KeepsPresses {
  /** What was pressed so far; `end` ends it. */
  earlyPresses?: (end: boolean) => readonly Event[];
}

/**
 * Keeps presses until the page's script takes them. Its text stands in the head of every page, as that of `beforePaint`
 * does, so it must need nothing from outside of it.
 */
export function keepEarlyPresses(): void {
  const kept: Event[] = [];
  const keep = (event: Event): void => void kept.push(event);
  document.addEventListener('click', keep, true);
  (window as KeepsPresses).earlyPresses = (end) => {
    if (end) document.removeEventListener('click', keep, true);
    return kept;
  };
}

/** What was pressed before now. */
export const earlyPresses = (): readonly Event[] => [
  ...((window as KeepsPresses).earlyPresses?.(false) ?? []),
];

/** What was pressed before now; nothing is kept from then on. */
export const takeEarlyPresses = (): readonly Event[] => (window as KeepsPresses).earlyPresses?.(true) ?? [];

/** Presses once more what did nothing then: a button, or one of the switch's, which has shown the press without doing it. */
export function pressAgain({ target }: Event): void {
  if (target instanceof Element) target.closest<HTMLElement>('button, input[type="radio"]')?.click();
}

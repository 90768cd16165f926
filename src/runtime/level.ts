/**
 * Reading levels: *Txt* is prose, *Low* has the published figures, *Med* figures that answer to their controls, from published
 * values, *High* cells that train. What shows is decided in `levels.css`; here, what may run.
 */

export const levels = ['txt', 'low', 'med', 'high'] as const;
export type Level = (typeof levels)[number];

/** The event that the document gets when the reader has chosen another level. */
export const levelChanged = 'level-changed';

/** The level of the page, which `beforePaint` has set. */
export function levelOf(root: HTMLElement = document.documentElement): Level {
  return levels.find((level) => level === root.dataset['level']) ?? 'high';
}

/** May figures answer to their controls? */
export const mayDraw = (level: Level = levelOf()): boolean => level === 'med' || level === 'high';

/** May cells train? */
export const mayTrain = (level: Level = levelOf()): boolean => level === 'high';

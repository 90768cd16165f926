/** What a page does before its one file of scripts is there. Its text stands in the head. */

import { beforePaint } from './before-paint.ts';
import { keepEarlyPresses } from './early-presses.ts';
import { fetchScriptLate, scriptName } from './late-script.ts';

/** The script of a page's head, before its styles, so that nothing is painted that it would change. @param embedded in somebody else's page */
export const earlyScript = (embedded: boolean): string =>
  `(${beforePaint.toString()})(${embedded});(${keepEarlyPresses.toString()})();(${fetchScriptLate.toString()})(${JSON.stringify(scriptName)})`;

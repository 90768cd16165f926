/** The published values of a chapter as a file of its own: the page fetches it when its reader first touches something. */

import { createHash } from 'node:crypto';
import type { FrozenOutput } from './types.ts';

/** Folder of these files in the built site. */
export const valuesFolder = 'values';

export interface ValuesFile {
  /** Names its content, so that a page never gets the values of another build. */
  readonly name: string;
  /** JSON: the outputs of each cell that has any, by the cell's id. */
  readonly text: string;
}

/** @param frozen the chapter's frozen outputs by cell id */
export function valuesFile(slug: string, frozen: ReadonlyMap<string, FrozenOutput>): ValuesFile {
  const values = [...frozen]
    .filter(([, { outputs }]) => Object.keys(outputs).length > 0)
    .map(([id, { outputs }]) => [id, outputs]);
  const text = JSON.stringify(Object.fromEntries(values));
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { name: `${slug}.${hash}.json`, text };
}

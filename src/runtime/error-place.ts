/** A run-time error's stack → the place in the chapter where its cell threw. */

import { placeInChapter, type CellMap, type ChapterPlace } from './cell-map.ts';

export interface Frame {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** The frames of a stack, innermost first, as Chromium, Firefox and WebKit write them. */
export function parseStack(stack: string): Frame[] {
  return [...stack.matchAll(/(\w+:\/\/[^\s()]+?):(\d+):(\d+)/g)].map(([, url = '', line, column]): Frame => ({
    url,
    line: Number(line),
    column: Number(column),
  }));
}

/** A cell's chunk is named after its module. */
const cellChunk = /\.(live|view)[.-][\w-]+\.js$/;
const cellModule = /\.notebook\/.*\.(live|view)\.ts/;

/** The innermost place of a cell's own code in the stack; `undefined` where there is none or it cannot be had. */
export async function findPlace(stack: string): Promise<ChapterPlace | undefined> {
  for (const { url, line, column } of parseStack(stack)) {
    try {
      if (cellChunk.test(url)) {
        const map = (await (await fetch(`${url}.cell.json`)).json()) as CellMap;
        const place = placeInChapter(map, line, column);
        if (place) return place;
      } else if (import.meta.env.DEV && cellModule.test(url)) {
        const { mapOfModule } = await import('./dev-cell-map.ts');
        const place = placeInChapter(await mapOfModule(url), line, column);
        if (place) return place;
      }
    } catch {
      // Offline, or a stack of another shape: the message has to do without a place.
      return undefined;
    }
  }
  return undefined;
}

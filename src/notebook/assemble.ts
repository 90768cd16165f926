/** Generated code made of pieces, some of them lines of an MDX file, with the way back from each character. */

import {
  addMapping,
  GenMapping,
  setSourceContent,
  toEncodedMap,
  type EncodedSourceMap,
} from '@jridgewell/gen-mapping';
import { lineAndColumn } from './problem.ts';

/** Text that stands in the generated code; with `offset` when it is copied from there in the source. */
export interface Piece {
  readonly text: string;
  readonly offset?: number;
}

export interface Assembled {
  readonly code: string;
  /** The source offset of a generated offset; that of the nearest copied piece before it for what was generated. */
  locate(generated: number): number | undefined;
  /** A source map of version 3. */
  map(file: string, text: string): EncodedSourceMap;
}

/** Joins pieces into code. Each copied piece must be within one line. */
export function assemble(pieces: readonly Piece[]): Assembled {
  const starts: number[] = [];
  let code = '';
  for (const piece of pieces) {
    starts.push(code.length);
    code += piece.text;
  }
  return {
    code,
    locate(generated) {
      let nearest: number | undefined;
      for (const [index, piece] of pieces.entries()) {
        const start = starts[index] ?? 0;
        if (start > generated) break;
        if (piece.offset !== undefined)
          nearest = piece.offset + Math.min(generated - start, piece.text.length);
      }
      return nearest;
    },
    map(file, text) {
      const mapping = new GenMapping({ file });
      setSourceContent(mapping, file, text);
      for (const [index, piece] of pieces.entries()) {
        if (piece.offset === undefined) continue;
        // One segment a word, so that a stack frame inside the line lands on its own column.
        for (const match of piece.text.matchAll(/\w+|[^\w\s]/g)) {
          const generated = lineAndColumn(code, (starts[index] ?? 0) + match.index);
          const original = lineAndColumn(text, piece.offset + match.index);
          addMapping(mapping, {
            generated: { line: generated.line, column: generated.column - 1 },
            original: { line: original.line, column: original.column - 1 },
            source: file,
          });
        }
      }
      return toEncodedMap(mapping);
    },
  };
}

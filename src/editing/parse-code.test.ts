import { describe, expect, test } from 'vitest';
import { analyseCell } from '../notebook/analyse.ts';
import { readChapters } from '../notebook/chapters.ts';
import { codeOf } from '../notebook/parse.ts';
import { compileCell } from '../notebook/references.ts';
import { parseCode } from './parse-code.ts';

const chapters = readChapters(process.cwd());

describe('the editor’s compiler finds what the build’s finds', () => {
  test.each(chapters)('in every cell of $slug', (chapter) => {
    for (const { source } of chapter.cells) {
      const code = codeOf(source);
      const { compiled, mistakes } = analyseCell(source, code, parseCode(code));
      expect({ id: source.id, ...compiled }).toEqual({ id: source.id, ...compileCell(chapter, source) });
      expect(mistakes).toEqual([]);
    }
  });
});

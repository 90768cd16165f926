import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileChapter } from '../notebook/chapters.ts';
import { checkApparatus } from './check.ts';

const head = '---\ntitle: A chapter\ndescription: What it is about.\n---\n\n';
const reader = `${head}<Ref to="other" />, <Ref to="other#part" />, <Ref to="othr" />.\n`;

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'references-'));
  mkdirSync(join(root, 'content/chapters'), { recursive: true });
  for (const file of [
    'package.json',
    'content/bibliography.bib',
    'content/glossary.yaml',
    'content/reference',
  ])
    cpSync(file, join(root, file), { recursive: true });
  cpSync('src', join(root, 'src'), { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** What is told of the references to another chapter with this text. */
function toldOf(other: string): string[] {
  writeFileSync(join(root, 'content/chapters/01-other.mdx'), other);
  return checkApparatus(root, [compileChapter('content/chapters/02-reader.mdx', reader)]).map(
    ({ summary }) => summary,
  );
}

it('a mistake in one chapter is not told of those that refer to it; an anchor that is nowhere is', () => {
  const misspelt = 'nothing in this chapter has the anchor “othr”';
  expect(toldOf(`${head}\`\`\`ts live id=a\nconst x = y;\n\`\`\`\n`)).toEqual([misspelt]);
  expect(toldOf(`${head}## Part\n`)).toEqual([misspelt]);
  expect(toldOf(`${head}## Another part\n`)).toEqual(['nothing in “other” has the anchor “part”', misspelt]);
});

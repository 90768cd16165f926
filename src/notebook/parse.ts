/** MDX text → the chapter's cells, each with the place of every line of its code. */

import type { Code, Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { FenceMetaError, parseFenceMeta, type FenceMeta } from './fence-meta.ts';
import { readApparatus } from '../apparatus/read.ts';
import { checkApparatusText } from '../apparatus/rules.ts';
import { isElement, readClaims, stringAttribute, type JsxElement } from './parse-claims.ts';
import { gather, NotebookProblem, throwProblems } from './problem.ts';
import { checkProse } from './prose-rules.ts';
import type { CellSource, ChapterSource, SourceLine, ValueSource } from './types.ts';

/** `content/chapters/02-inductive-bias.mdx` → `inductive-bias`. */
export function slugOf(file: string): string {
  return file
    .replace(/^.*[\\/]/, '')
    .replace(/\.mdx$/, '')
    .replace(/^\d+-/, '');
}

/** Is this node a fence of a `live` or `view` cell? */
export function isCellFence(node: Code): boolean {
  return (node.lang === 'ts' || node.lang === 'typescript') && /^\s*(live|view)(\s|$)/.test(node.meta ?? '');
}

/**
 * Reads the cells of one chapter.
 *
 * @throws {NotebookProblem} for MDX that cannot be parsed; otherwise for all that is wrong with fences and prose together.
 */
export function parseChapter(file: string, text: string): ChapterSource {
  const tree = parseTree(file, text);
  const cells: CellSource[] = [];
  const problems: NotebookProblem[] = [];
  visit(tree, 'code', (node: Code) => {
    if (!isCellFence(node)) return;
    const cell = gather(problems, () => readCell(file, text, node));
    if (!cell) return;
    if (cells.some((other) => other.id === cell.id))
      problems.push(
        new NotebookProblem(
          `two cells have the id “${cell.id}”`,
          `Give this one another id; links point at it as #${cell.id}.`,
          { file, text, offset: cell.offset, length: 3 },
        ),
      );
    cells.push(cell);
  });
  const claims = gather(problems, () => readClaims(file, text, tree)) ?? [];
  const apparatus = readApparatus(tree);
  throwProblems([
    ...problems,
    ...checkProse(file, text, tree, cells),
    ...checkApparatusText(file, text, tree, cells, apparatus),
  ]);
  return { file, slug: slugOf(file), text, cells, values: readValues(tree), claims, apparatus };
}

/** The `<Value of="name.path" />` elements of the prose; inside of a claim, one without `of` is the claim's own value. */
function readValues(tree: Root): ValueSource[] {
  const values: ValueSource[] = [];
  const ofClaims = new Set<unknown>();
  visit(tree, (node) => {
    if (isElement(node, 'Claim')) visit(node, (inner) => void ofClaims.add(inner));
    if (!isElement(node, 'Value')) return;
    const of = stringAttribute(node as JsxElement, 'of') ?? '';
    if (of === '' && ofClaims.has(node)) return;
    const [name = '', ...path] = of.split('.');
    const start = node.position?.start.offset ?? 0;
    values.push({
      name,
      path,
      as: stringAttribute(node as JsxElement, 'as'),
      offset: start,
      length: (node.position?.end.offset ?? start + 1) - start,
    });
  });
  return values;
}

const read = (text: string): Root =>
  unified().use(remarkParse).use(remarkFrontmatter).use(remarkMath).use(remarkMdx).parse(text);

/** MDX text → its syntax tree. */
export function parseTree(file: string, text: string): Root {
  try {
    return read(text);
  } catch (error) {
    const { reason = String(error) } = error as { reason?: string };
    throw new NotebookProblem(
      reason.replace(/ \(\d+:\d+-\d+:\d+\)/g, ''),
      'Outside of fences, MDX reads { and < as code: write \\{ and &lt; for the characters themselves.',
      { file, text, offset: mdxErrorAt(text, reason, error) },
    );
  }
}

/** Where the mistake begins; MDX itself tells of a brace or a tag that is not closed only where the file ends. */
function mdxErrorAt(text: string, reason: string, error: unknown): number {
  const { place } = error as { place?: { offset?: number; start?: { offset?: number } } };
  const [, line, column] = /\((\d+):(\d+)-/.exec(reason) ?? [];
  if (line !== undefined) {
    const before = text.split('\n').slice(0, Number(line) - 1);
    return before.reduce((sum, row) => sum + row.length + 1, 0) + Number(column) - 1;
  }
  const told = place?.offset ?? place?.start?.offset ?? 0;
  return reason.startsWith('Unexpected end of file in expression') ? (openBrace(text) ?? told) : told;
}

/** The brace without which the text can be read. */
function openBrace(text: string): number | undefined {
  const candidates = [...text.matchAll(/\{/g)].map((match) => match.index).slice(-50);
  return candidates.find((at) => {
    try {
      read(`${text.slice(0, at)}.${text.slice(at + 1)}`);
      return true;
    } catch {
      return false;
    }
  });
}

function readCell(file: string, text: string, node: Code): CellSource {
  const offset = node.position?.start.offset ?? 0;
  const fenceLine = text.slice(offset).split('\n', 1)[0] ?? '';
  const metaAt = offset + Math.max(0, fenceLine.lastIndexOf(node.meta ?? ''));
  const meta = readMeta(node.meta ?? '', { file, text, metaAt });
  if (meta.id === undefined) {
    throw new NotebookProblem(
      'this cell has no id',
      `Name it on its fence, as in: \`\`\`ts ${meta.kind} id=turned-digits. The id is its anchor and public name.`,
      { file, text, offset: metaAt, length: (node.meta ?? '').length },
    );
  }
  return {
    id: meta.id,
    kind: meta.kind,
    title: meta.title,
    hide: meta.hide,
    long: meta.long,
    seed: meta.seed,
    lines: codeLines(text, offset, node),
    offset,
  };
}

function readMeta(meta: string, at: { file: string; text: string; metaAt: number }): FenceMeta {
  try {
    const read = parseFenceMeta(meta);
    if (read) return read;
    throw new FenceMetaError('not a cell', 'Start the words of the fence with live or view.', 0, meta.length);
  } catch (error) {
    if (!(error instanceof FenceMetaError)) throw error;
    throw new NotebookProblem(error.message, error.remedy, {
      file: at.file,
      text: at.text,
      offset: at.metaAt + error.index,
      length: error.length,
    });
  }
}

/** A fence inside a list or a quote is indented: each line's own offset is found by matching its text from the right. */
function codeLines(text: string, fenceOffset: number, node: Code): SourceLine[] {
  if (node.value === '') return [];
  const sourceLines = text.slice(fenceOffset).split('\n');
  let lineStart = fenceOffset + (sourceLines[0]?.length ?? 0) + 1;
  // Lines that end as on Windows give the same code, and so the same frozen outputs.
  return node.value.split(/\r?\n/).map((line, index) => {
    const source = sourceLines[index + 1] ?? '';
    const offset = lineStart + Math.max(0, source.replace(/\r$/, '').length - line.length);
    lineStart += source.length + 1;
    return { text: line, offset };
  });
}

/** The code of a cell as one text. */
export function codeOf(cell: CellSource): string {
  return cell.lines.map((line) => line.text).join('\n');
}

/** Where a place in a cell's code stands in the MDX source. */
export function sourceOffset(cell: CellSource, codeOffset: number): number {
  let start = 0;
  for (const line of cell.lines) {
    if (codeOffset <= start + line.text.length) return line.offset + (codeOffset - start);
    start += line.text.length + 1;
  }
  const last = cell.lines.at(-1);
  return last ? last.offset + last.text.length : cell.offset;
}

/** What stands between the `---` lines of a chapter: its form, and what is wrong with it. */

import { z } from 'astro/zod';
import { isMap, isScalar, parseDocument, type Document } from 'yaml';
import { NotebookProblem } from './problem.ts';
import { nearest } from './spelling.ts';

/** A day such as 2026-11-25; some readers of YAML make a `Date` of it. */
const day = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.iso.date('a day has the form 2026-11-25'),
);

/** The same schema serves the content collection and the check, which tells the line. */
export const frontmatterSchema = z.object({
  title: z.string().trim().min(1),
  /** One sentence, for the home page and for search engines. */
  description: z.string().trim().min(1),
  /** The days on which it was first published and last changed in substance. */
  published: day.optional(),
  /** The view cell whose figure stands for the chapter elsewhere; its first one, where none is named. */
  picture: z.string().optional(),
  updated: day.optional(),
  /** What it takes from earlier chapters: their slugs, and a few words each, for the map of chapters. */
  buildsOn: z.record(z.string(), z.string().trim().min(1)).optional(),
});

const opening = '---\n';

/** What is wrong with the frontmatter, each mistake with its place. */
export function checkFrontmatter(file: string, text: string): NotebookProblem[] {
  const plain = text.replaceAll('\r\n', '\n');
  const yaml = /^---\n([^]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(plain)?.[1];
  const problem = (summary: string, remedy: string, offset: number, length: number): NotebookProblem =>
    new NotebookProblem(summary, remedy, { file, text: plain, offset, length });
  if (yaml === undefined)
    return [
      problem(
        'the chapter has no frontmatter',
        'Begin the file with four lines: ---, then title: …, description: … and --- again.',
        0,
        3,
      ),
    ];
  const document = parseDocument(yaml);
  if (document.errors.length > 0)
    return document.errors.map((error) =>
      problem(
        `the frontmatter is not YAML: ${error.message.split('\n', 1)[0]?.replace(/ at line.*$/, '') ?? ''}`,
        'Write one “name: value” a line; put a value with a colon in it between quotes.',
        opening.length + error.pos[0],
        Math.max(1, error.pos[1] - error.pos[0]),
      ),
    );
  const { error } = frontmatterSchema.safeParse(document.toJS() ?? {});
  return (error?.issues ?? []).map(({ path: [key], message }) => {
    const name = String(key ?? '');
    const place = placeOf(document, name);
    if (place)
      return problem(`${name}: ${message}`, `Write ${name}: "…", a text.`, place.offset, place.length);
    const close = keysOf(document).find((other) => nearest(other, [name]) !== undefined);
    const at = close === undefined ? undefined : placeOf(document, close);
    return problem(
      `the chapter has no ${name}`,
      close ? `Did you mean “${name}” by “${close}”?` : `Write ${name}: "…" between the --- lines.`,
      at?.offset ?? 0,
      at?.length ?? 3,
    );
  });
}

function keysOf(document: Document): string[] {
  return isMap(document.contents)
    ? document.contents.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
    : [];
}

/** Where a key stands in the file. */
function placeOf(document: Document, name: string): { offset: number; length: number } | undefined {
  if (!isMap(document.contents)) return undefined;
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === name);
  if (!isScalar(pair?.key) || !pair.key.range) return undefined;
  return { offset: opening.length + pair.key.range[0], length: name.length };
}

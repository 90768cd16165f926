/** A remark plugin: cell fences become `<Cell>` elements that carry their published output, `<Value>`s and
 * `<Claim>`s their text. */

import type { Code, Root, RootContent } from 'mdast';
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { checkApparatus } from '../apparatus/check.ts';
import { weaveApparatus } from '../apparatus/weave.ts';
import { dataPath, embedAddress, homeSlug } from './address.ts';
import { chapterFolder, readChapter, referenceFolder } from './chapters.ts';
import { heavyFigure, weaveFigure } from './away-figures.ts';
import { checkBoxes } from './check-boxes.ts';
import { codeFolder, isFolded, shownCode } from './code-files.ts';
import { describeChapter } from './describe-chapter.ts';
import { embedsOf } from './embeds.ts';
import { figureStyles } from './figure-styles.ts';
import { freezeKeys } from './freeze-key.ts';
import { formatValue } from '../runtime/format-value.ts';
import { falseClaims, judgeClaims } from './judge-claims.ts';
import { isCellFence, parseTree } from './parse.ts';
import { isElement, stringAttribute, type JsxElement } from './parse-claims.ts';
import { NotebookProblem, throwProblems } from './problem.ts';
import { publishedValues, readPublished } from './published.ts';
import { settingsOf } from './settings.ts';
import { attribute, weaveClaims } from './weave-claims.ts';
import type { FrozenOutput, LinkedCell, LinkedChapter } from './types.ts';
import { valuesFile } from './values-file.ts';

/** `root`: the project's folder. */
export function weave({ root }: { root: string }) {
  return (tree: Root, file: VFile): void => {
    const path = file.path.replaceAll('\\', '/');
    const inReference = path.includes(`/${referenceFolder}/`);
    if (!inReference && !path.includes(`/${chapterFolder}/`)) return;
    const chapter = readChapter(root, path);
    // What Astro has read is the introduction alone.
    if (inReference) tree.children = parseTree(chapter.file, chapter.text).children;
    const keys = freezeKeys(root, chapter);
    const frozen = readPublished(root, chapter);
    const current = chapter.cells.every(({ source }) => frozen.get(source.id)?.key === keys.get(source.id));
    const judged = judgeClaims(chapter, publishedValues(frozen));
    // The build checks all chapters before it weaves; here the authoring server says it at once.
    if (current) throwProblems(falseClaims(chapter, judged));
    throwProblems(checkApparatus(root, [chapter]));

    const embeds = new Set(embedsOf(root, chapter).map(({ id }) => id));
    const home = inReference ? '../../' : chapter.slug === homeSlug ? './' : '../';
    let met = 0;
    visit(tree, 'code', (node: Code, index, parent) => {
      if (!isCellFence(node) || index === undefined || !parent) return;
      const cell = chapter.cells[met++];
      if (!cell) return;
      const output = frozen.get(cell.source.id);
      const stale = output?.key !== keys.get(cell.source.id);
      parent.children[index] = cellElement(chapter, cell, output, stale, {
        root,
        home,
        embed: embeds.has(cell.source.id),
        editable: !inReference,
      }) as never;
      return [SKIP, index + 1];
    });
    weaveClaims(tree, chapter, judged);
    visit(tree, (node) => {
      if (isElement(node, 'Value') && stringAttribute(node as JsxElement, 'of') !== undefined)
        (node as JsxElement).attributes.push(
          attribute('text', publishedText(chapter, frozen, node as JsxElement)),
        );
    });
    weaveApparatus(tree, chapter, root, home);
    if (!inReference) wrapProse(tree);
    const { name: values } = valuesFile(describeChapter(chapter, frozen, judged, keys), frozen);
    tree.children.push(element('ChapterCells', { slug: chapter.slug, values }) as never);
  };
}

/** What stands between the cells becomes an element by itself, so that a page may show the cells alone. */
function wrapProse(tree: Root): void {
  const holdsCell = (node: RootContent): boolean => {
    let found = false;
    visit(node, (inner) => void (found ||= isElement(inner, 'Cell')));
    return found;
  };
  const woven: RootContent[] = [];
  let prose: MdxJsxFlowElement | undefined;
  for (const node of tree.children) {
    if (node.type === 'mdxjsEsm' || node.type === 'yaml' || holdsCell(node)) {
      prose = undefined;
      woven.push(node);
    } else {
      if (!prose) woven.push((prose = element('Prose', {})));
      prose.children.push(node as never);
    }
  }
  tree.children = woven;
}

function cellElement(
  { slug }: LinkedChapter,
  cell: LinkedCell,
  frozen: FrozenOutput | undefined,
  stale: boolean,
  { root, home, embed, editable }: { root: string; home: string; embed: boolean; editable: boolean },
): MdxJsxFlowElement {
  const { id, kind, title, long, seed } = cell.source;
  const apart = process.env.NODE_ENV === 'production';
  const name = `${slug}.${id}`;
  const folded = isFolded(cell.source);
  return element('Cell', {
    id,
    kind,
    seed: String(seed),
    code: shownCode(cell.source),
    markup: weaveFigure(frozen ? checkBoxes(frozen) : '', {
      name,
      title: title ?? id,
      styles: figureStyles(root),
      home,
      heavy: !apart ? Infinity : slug === homeSlug ? heavyFigure.home : heavyFigure.chapter,
    }).markup,
    ...(title === undefined ? {} : { title }),
    ...(frozen?.tables ? { data: dataPath(id) } : {}),
    ...(cell.control && frozen ? { settings: settingsOf(frozen) } : {}),
    ...(folded ? { folded: 'true' } : {}),
    ...(folded && apart ? { colours: `${home}${codeFolder}/`, name } : {}),
    ...(long ? { long: 'true' } : {}),
    ...(kind === 'live' && cell.crossing.length === 0 ? { quiet: 'true' } : {}),
    // The authoring server has no bundle for the sandbox, and its reader has the file.
    ...(kind === 'live' && editable && apart ? { editable: 'true' } : {}),
    ...(embed ? { embed: `${home}${embedAddress(slug, id)}` } : {}),
    ...(stale ? { stale: frozen ? 'changed' : 'missing' } : {}),
  });
}

/** What the prose says: the frozen value at the path, formatted. */
export function publishedText(
  chapter: LinkedChapter,
  frozen: ReadonlyMap<string, FrozenOutput>,
  node: JsxElement,
): string {
  const of = stringAttribute(node, 'of') ?? '';
  const as = stringAttribute(node, 'as');
  const [name = '', ...path] = of.split('.');
  const cell = chapter.cells.find((candidate) => candidate.outputs.some((output) => output.name === name));
  const output = cell && frozen.get(cell.source.id);
  // Not frozen yet: the build refuses that by name; the authoring server shows the gap.
  if (!output) return '…';
  const start = node.position?.start.offset ?? 0;
  const place = {
    file: chapter.file,
    text: chapter.text,
    offset: start,
    length: (node.position?.end.offset ?? start) - start,
  };
  let value: unknown = output.outputs[name];
  for (const step of path) value = (value as Record<string, unknown> | undefined)?.[step];
  if (value === undefined || value === null)
    throw new NotebookProblem(
      `“${of}” is not there: the value of “${name}” has nothing under this path`,
      `Look at what cell “${cell.source.id}” declares, or freeze it anew: npm run freeze -- ${chapter.slug}`,
      place,
    );
  try {
    return formatValue(value, as);
  } catch (error) {
    throw new NotebookProblem(
      (error as Error).message,
      'Write as="percent", "integer", "decimal", "scientific", "text" or "data".',
      place,
    );
  }
}

function element(name: string, attributes: Record<string, string>): MdxJsxFlowElement {
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    children: [],
  };
}

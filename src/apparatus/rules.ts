/** What is wrong with a chapter's apparatus, as far as the chapter alone tells. */

import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { isElement } from '../notebook/parse-claims.ts';
import { lineAndColumn, NotebookProblem } from '../notebook/problem.ts';
import { nearest } from '../notebook/spelling.ts';
import type { CellSource } from '../notebook/types.ts';
import { labelsOf } from './equations.ts';
import { placeOf } from './read.ts';
import type { Apparatus, Placed, Target } from './types.ts';

type Report = (summary: string, remedy: string, place: Placed) => void;

export function checkApparatusText(
  file: string,
  text: string,
  tree: Root,
  cells: readonly CellSource[],
  apparatus: Apparatus,
): NotebookProblem[] {
  const problems: NotebookProblem[] = [];
  const report: Report = (summary, remedy, { offset, length }) => {
    const firstLine = text.slice(offset, offset + length).split('\n', 1)[0] ?? '';
    problems.push(
      new NotebookProblem(summary, remedy, { file, text, offset, length: Math.max(1, firstLine.length) }),
    );
  };
  checkCellTexts(cells, apparatus, report);
  for (const citation of apparatus.citations)
    if (citation.at !== undefined && citation.keys.length > 1)
      report(
        '“at” says a place in one work, but several are cited',
        'Cite the work with the place by itself: <Cite of="noether-1918" at="§ 2" />.',
        citation,
      );
  checkFormulas(tree, report);
  checkAnchors(text, apparatus, report);
  visit(tree, (node) => {
    if (!isElement(node, 'Sidenote')) return;
    visit(node, (inner) => {
      if (inner !== node && isElement(inner, 'Sidenote'))
        report(
          'a sidenote stands inside of a sidenote',
          'Make one of the two, or put one after the other.',
          placeOf(inner),
        );
    });
  });
  return problems;
}

/** Captions and things to try belong to cells; a figure has one caption. */
function checkCellTexts(cells: readonly CellSource[], { captions, tries }: Apparatus, report: Report): void {
  const ids = cells.map(({ id }) => id);
  const captioned = new Set<string>();
  for (const [element, texts] of [
    ['Caption', captions],
    ['Try', tries],
  ] as const)
    for (const written of texts) {
      const cell = cells.find(({ id }) => id === written.of);
      if (written.of === '') continue;
      if (!cell) {
        const close = nearest(written.of, ids);
        report(
          `<${element}> is of “${written.of}”, but no cell has this id`,
          close ? `Did you mean “${close}”?` : `The cells of this chapter are ${ids.join(', ') || 'none'}.`,
          written,
        );
      } else if (element === 'Caption' && cell.kind === 'live')
        report(
          `“${written.of}” is a live cell, which draws no figure to caption`,
          'Caption the view cell that shows its values.',
          written,
        );
      else if (element === 'Caption' && captioned.has(written.of))
        report(`“${written.of}” has two captions`, 'Make one of them.', written);
      if (element === 'Caption') captioned.add(written.of);
    }
}

function checkFormulas(tree: Root, report: Report): void {
  visit(tree, (node) => {
    if (node.type !== 'math' && node.type !== 'inlineMath') return;
    const labels = labelsOf(node.value);
    const [label, second] = labels;
    if (!label) return;
    const inset = node.type === 'math' ? '$$\n'.length : 1;
    const at = ({ index, length }: (typeof labels)[number]): Placed => ({
      offset: placeOf(node).offset + inset + index,
      length,
    });
    if (node.type === 'inlineMath')
      report(
        'a formula in a line has no number',
        'Set it by itself, between lines of $$, or drop the label.',
        at(label),
      );
    if (second) report('this formula has two labels', 'It gets one number: keep one of them.', at(second));
    for (const one of labels)
      if (!/^eq-[a-z0-9]+(-[a-z0-9]+)*$/.test(one.id))
        report(
          `“${one.id}” is no label of a formula`,
          'Begin with eq-, then lower-case letters, digits and hyphens: \\label{eq-charge}.',
          at(one),
        );
  });
}

/** Theorems and formulas add anchors to those of cells, claims and headings, which are checked among themselves. */
function checkAnchors(text: string, { targets, moved }: Apparatus, report: Report): void {
  const met = new Map<string, Target>();
  for (const target of targets) {
    const other = met.get(target.id);
    const own = [target, other].some((one) => one?.kind === 'theorem' || one?.kind === 'equation');
    if (other && own && target.id !== '')
      report(
        `“${target.id}” is the id of this ${target.kind} and of another place (line ${lineAndColumn(text, other.offset).line})`,
        'Give it another id; references lead to it.',
        target,
      );
    else met.set(target.id, target);
  }
  for (const former of moved) {
    const other = met.get(former.from);
    if (other)
      report(
        `“${former.from}” is said to have moved here, but it is there (line ${lineAndColumn(text, other.offset).line})`,
        'Drop this <Moved>, or name the anchor that it stands for.',
        former,
      );
    else met.set(former.from, { ...former, kind: 'section', id: former.from, label: '', title: undefined });
  }
}

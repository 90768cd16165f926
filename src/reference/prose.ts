/** Docstring text → MDX: formulas on their own lines, links to sources, nothing that MDX would take for code. */

import { typographic } from '../notebook/typographic.ts';
import type { DocLine } from './docstring.ts';

/** A line of MDX, and the line of the docstring that it was made from. */
export interface ProseLine {
  readonly text: string;
  readonly from?: DocLine | undefined;
}

/** `code`, $TeX$ and links are left as they are. */
const kept =
  /(`[^`]*`|\$[^$\n]+\$|doi:\s?10\.(?:\([^\s()]*\)|\.(?=[^\s)])|[^\s,;().])+|arXiv:?\s(?:\d{4}\.\d{4,5}|[a-z-]+\/\d{7})|arXiv:\d{4}\.\d{4,5}|https:\/\/[^\s,;)]*[^\s,;).])/;

/** Writes the text of a docstring as MDX, paragraph by paragraph. */
export function proseOf(lines: readonly DocLine[]): ProseLine[] {
  const paragraphs = split(lines);
  return paragraphs.flatMap((paragraph) => [
    ...(isDisplay(paragraph)
      ? paragraph.map(verbatim)
      : isEquation(paragraph)
        ? equation(paragraph)
        : paragraph.map(plain)),
    { text: '' },
  ]);
}

/** Writes lines as sentences, whatever they look like. */
export const sentencesOf = (lines: readonly DocLine[]): ProseLine[] => lines.map(plain);

const plain = (line: DocLine): ProseLine => ({ text: escapeProse(line.text), from: line });
const verbatim = (line: DocLine): ProseLine => ({ text: line.text, from: line });

/** A formula in TeX between lines of `$$`. */
const isDisplay = ([first]: readonly DocLine[]): boolean => first?.text.trim() === '$$';

function split(lines: readonly DocLine[]): DocLine[][] {
  const paragraphs: DocLine[][] = [];
  let display = false;
  let open = false;
  for (const line of lines) {
    if (line.text.trim() === '' && !display) {
      open = false;
      continue;
    }
    if (!open) paragraphs.push([]);
    open = true;
    paragraphs.at(-1)?.push(line);
    if (line.text.trim() === '$$') display = !display;
  }
  return paragraphs;
}

/** A paragraph that is no sentence: it has no full stop at its end, and is neither a list nor TeX. */
function isEquation(paragraph: readonly DocLine[]): boolean {
  const whole = paragraph.map(({ text }) => text).join('\n');
  return (
    !/[.:;!?)`]\s*$/.test(whole) &&
    !/^([-*] |[A-Z][a-z]+,? [a-z])/.test(whole) &&
    /[=≈≤≥↦→+·∈∑ΣΠ∂√⟨]|max|⊗|⊕/.test(whole)
  );
}

function equation(paragraph: readonly DocLine[]): ProseLine[] {
  return paragraph.map((line, index) => ({
    text: [
      index === 0 ? '<span className="formula">' : '',
      escapeProse(line.text).replace(/(?<=[\p{L}\p{N}ᵢⱼ₀-₉_])'/gu, '′'),
      index === paragraph.length - 1 ? '</span>' : '<br />',
    ].join(''),
    from: line,
  }));
}

/** Escapes what Markdown and MDX would read as markup; DOI and arXiv numbers become links. */
function escapeProse(text: string): string {
  return text
    .split(kept)
    .map((part, index) => (index % 2 === 1 ? keep(part) : typographic(escape(part))))
    .join('')
    .replace(/^(import|export)\b/, (word) => `&#${word.charCodeAt(0)};${word.slice(1)}`);
}

/** `ρ_out` has an index; any other sign of Markdown or MDX is meant as it stands. */
const escape = (text: string): string =>
  text
    .split(/(?<=[\p{L}\p{M}\p{Sm}])_([\p{L}\p{N}]+)/u)
    .map((part, index) =>
      index % 2 === 1 ? `<sub>${part}</sub>` : part.replace(/[{}<>*_[\]\\]/g, (sign) => `\\${sign}`),
    )
    .join('');

function keep(part: string): string {
  const doi = /^doi:\s?(.*)$/.exec(part)?.[1];
  if (doi) return `[doi:${escape(doi)}](https://doi.org/${encodeURI(doi)})`;
  const arXiv = /^arXiv:?\s?(.*)$/.exec(part)?.[1];
  if (arXiv) return `[arXiv:${arXiv}](https://arxiv.org/abs/${arXiv})`;
  return part.startsWith('https:') ? `[${escape(part)}](${encodeURI(part)})` : part;
}

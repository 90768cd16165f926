/** A page of the reference: its introduction, written by hand, then one entry for each export, made from its docstring. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from 'github-slugger';
import { parseDocument } from 'yaml';
import type { Place } from '../notebook/problem.ts';
import { docstringOf, type DocLine, type Docstring } from './docstring.ts';
import { valueName } from './example.ts';
import { exportsOf, parseSource, type Export } from './exports.ts';
import { proseOf, sentencesOf, type ProseLine } from './prose.ts';
import { namedTypes, signatureOf } from './signature.ts';

/** A composed text, and where a place in it was written. */
export interface ComposedPage {
  readonly text: string;
  readonly origin: (place: Place) => Place;
}

/** What the frontmatter of a page says of the exports that belong on it. */
interface Scope {
  /** `#equivariant`. */
  readonly module: string;
  /** Folders and files within the module's folder; `.` for all files directly in it. */
  readonly from: readonly string[];
}

interface Line extends ProseLine {
  /** Source of `from`. */
  readonly file?: string;
}

/** The source that a module's name stands for, by the project's `package.json`. */
export function indexOf(root: string, module: string): string {
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    imports: Readonly<Record<string, string>>;
  };
  const index = imports[module];
  if (!index) throw new Error(`There is no module “${module}” among the imports of package.json.`);
  return index.replace(/^\.\//, '');
}

/** The exports that belong on a page. */
export function exportsOfPage(root: string, { module, from }: Scope): Export[] {
  const index = indexOf(root, module);
  const folder = index.slice(0, index.lastIndexOf('/') + 1);
  return exportsOf(root, index).filter(({ file }) => {
    // What a package exports is told with the files directly in the folder.
    const within = file.startsWith(folder) ? file.slice(folder.length) : 'index.ts';
    return from.some((part) =>
      part === '.' ? !within.includes('/') : within === part || within.startsWith(`${part}/`),
    );
  });
}

/** The scope that the frontmatter of a page gives. */
export function scopeOf(introduction: string): Scope {
  const yaml = /^---\n([^]*?)\n---/.exec(introduction.replaceAll('\r\n', '\n'))?.[1] ?? '';
  const { module, from } = (parseDocument(yaml).toJS() ?? {}) as Partial<Scope>;
  if (typeof module !== 'string' || !Array.isArray(from))
    throw new Error(
      'A page of the reference says in its frontmatter which exports it tells: module: "#equivariant" and from: [layers].',
    );
  return { module, from };
}

/** Composes a page from its introduction, whose path and text these are. */
export function composePage(root: string, file: string, introduction: string): ComposedPage {
  const scope = scopeOf(introduction);
  const all = exportsOfPage(root, scope);
  const exported = new Set(exportsOf(root, indexOf(root, scope.module)).map(({ name }) => name));
  const values = all.filter(({ kind, declarations }) => kind === 'value' && declarations.length > 0);
  const types = all.filter(({ kind, declarations }) => kind === 'type' && declarations.length > 0);
  const foreign = all.filter(({ declarations }) => declarations.length === 0);
  const lines: Line[] = [
    ...introduction
      .trimEnd()
      .split('\n')
      .map((text) => ({ text })),
    { text: '' },
    ...contents([...values, ...types]),
    ...values.flatMap((one) => entry(root, one, exported)),
    ...(types.length > 0 ? [{ text: '## Types' }, { text: '' }] : []),
    ...types.flatMap((one) => typeEntry(one)),
    ...passedOn(foreign),
  ];
  const text = `${lines.map((line) => line.text).join('\n')}\n`;
  return { text, origin: originsOf(root, file, introduction, text, lines) };
}

/** Each name with its first sentence, as links into the page. */
function contents(exports: readonly Export[]): Line[] {
  const rows = exports.map((one) => {
    const sentence = firstSentence(docstringOf(one.declarations))
      .map(({ text }) => text)
      .join(' ');
    return {
      text: `- [\`${one.name}\`](#${slug(one.name)})${sentence === '' ? '' : `: ${sentence}`}`,
    };
  });
  return [...rows, { text: '' }];
}

/** The first sentence of a docstring, as MDX. */
function firstSentence(docstring: Docstring | undefined): ProseLine[] {
  const lines = docstring?.text ?? [];
  const end = lines.findIndex(({ text }) => text.trim() === '');
  const paragraph = sentencesOf(lines.slice(0, end < 0 ? undefined : end));
  const joined = paragraph.map(({ text }) => text).join(' ');
  return [{ text: /^.*?[.:](?=\s|$)/.exec(joined)?.[0].replace(/:$/, '.') ?? joined }];
}

function entry(root: string, one: Export, exported: ReadonlySet<string>): Line[] {
  const { name, file, declarations } = one;
  const docstring = docstringOf(declarations);
  const at = (lines: readonly ProseLine[]): Line[] => lines.map((line) => ({ ...line, file }));
  const types = namedTypes(root, one, exported).join('\n\n');
  return [
    { text: `## ${name}` },
    { text: '' },
    ...fence('ts', signatureOf(one)),
    ...at(proseOf(docstring?.text ?? [])),
    ...at(tagged(docstring)),
    ...(types === '' ? [] : fence('ts', types)),
    ...(docstring?.examples ?? []).flatMap((example, index): Line[] => {
      if (example.code.length === 0) return [];
      const id = exampleId(name, index);
      return [
        ...at(proseOf(example.said)),
        { text: `\`\`\`ts live id=${id} ${example.meta}`.trimEnd() },
        ...example.code.map((line) => ({ text: line.text, from: line, file })),
        { text: '```' },
        { text: '' },
        { text: `<Value of="${valueName(id)}" as="data" />`, from: example.code.at(-1), file },
        { text: '' },
      ];
    }),
  ];
}

/** `liftingConv` → `lifting-conv-example`; a second example of the same export ends in 2. */
function exampleId(name: string, index: number): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase();
  return `${words}-example${index === 0 ? '' : `-${index + 1}`}`;
}

/** What a function takes, gives and refuses, one item each. */
function tagged(docstring: Docstring | undefined): ProseLine[] {
  if (!docstring) return [];
  const item = (label: string, lines: readonly DocLine[]): ProseLine[] =>
    sentencesOf(lines.filter(({ text }) => text.trim() !== '')).map((line, index) => ({
      ...line,
      text: `${index === 0 ? `- ${label} ` : '  '}${line.text}`,
    }));
  const items = [
    ...docstring.params.flatMap(({ name, text }) => item(`\`${name}\``, text)),
    ...item('*Returns*', docstring.returns),
    ...docstring.throws.flatMap((lines) => item('*Throws*', lines)),
  ];
  return items.length > 0 ? [...items, { text: '' }] : [];
}

function typeEntry(one: Export): Line[] {
  const docstring = docstringOf(one.declarations);
  return [
    { text: `### ${one.name}` },
    { text: '' },
    ...proseOf(docstring?.text ?? []).map((line) => ({ ...line, file: one.file })),
    ...fence('ts', signatureOf(one)),
  ];
}

/** Names that the module passes on from a package, with where they are told. */
function passedOn(exports: readonly Export[]): Line[] {
  if (exports.length === 0) return [];
  const packages = [...new Set(exports.map(({ file }) => file))];
  return [
    { text: '## Passed on' },
    { text: '' },
    ...packages.flatMap((name) => {
      const names = exports.filter(({ file }) => file === name).map((one) => `\`${one.name}\``);
      return [{ text: `From \`${name}\`, as they are told there: ${names.join(', ')}.` }, { text: '' }];
    }),
  ];
}

function fence(language: string, code: string): Line[] {
  return [`\`\`\`${language}`, ...code.split('\n'), '```', ''].map((text) => ({ text }));
}

/** Leads from a place in the composed text to the docstring or the introduction that it was made from. */
function originsOf(
  root: string,
  file: string,
  introduction: string,
  composed: string,
  lines: readonly Line[],
): ComposedPage['origin'] {
  const written = introduction.trimEnd().length;
  return (place) => {
    if (place.offset <= written) return { ...place, file, text: introduction };
    const before = composed.slice(0, place.offset);
    const number = before.split('\n').length - 1;
    const column = place.offset - (before.lastIndexOf('\n') + 1);
    // What was generated belongs to the next line that was not: a fence to its code.
    const index = lines.findIndex((line, at) => at >= number && line.from !== undefined);
    const { from, file: source = file } = lines[index] ?? {};
    if (!from) return { ...place, file, text: introduction, offset: 0, length: 3 };
    const inset = index === number ? Math.min(column, from.text.length) : 0;
    return {
      ...place,
      file: source,
      text: parseSource(root, source).text,
      offset: from.offset + inset,
    };
  };
}

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NotebookProblem } from '../notebook/problem.ts';
import { parseBibliography, readBibliography } from './bibliography.ts';
import { shortForms } from './citation-form.ts';
import { fullReference } from './full-reference.ts';

const noether = `@article{noether-1918,
  author = {Noether, Emmy},
  title = {Invariante {Variationsprobleme}},
  journal = {Nachrichten, {G\\"o}ttingen},
  pages = {235--257},
  year = 1918,
  eprint = {physics/0503066}, archiveprefix = {arXiv},
}
`;

const read = (text: string) => parseBibliography('a.bib', text);
const referenceOf = (text: string): string =>
  read(text)
    .map((work) =>
      fullReference(work, String(work.year))
        .map((part) => part.text)
        .join(''),
    )
    .join('\n');

describe('an entry of BibTeX is a work', () => {
  it('with the accents of TeX decoded, and its pages', () => {
    const [work] = read(noether);
    expect(work).toMatchObject({
      key: 'noether-1918',
      authors: [{ family: 'Noether', given: 'Emmy' }],
      title: 'Invariante Variationsprobleme',
      container: 'Nachrichten, Göttingen',
      pages: '235–257',
      year: 1918,
      arxiv: 'physics/0503066',
    });
  });

  it('names are the same, whichever way round they are written, and particles belong to them', () => {
    const names = (author: string) => read(noether.replace('Noether, Emmy', author))[0]?.authors;
    expect(names("Emmy Noether and Veli{\\v c}kovi{\\'c}, Petar and van der Pol, Balthasar")).toEqual([
      { given: 'Emmy', family: 'Noether' },
      { given: 'Petar', family: 'Veličković' },
      { given: 'Balthasar', family: 'van der Pol' },
    ]);
  });

  it('a remark between entries is none', () => {
    expect(read(`% A remark, with an @ in it.\n\n${noether}`)).toHaveLength(1);
  });
});

describe('the forms of a reference', () => {
  const by = (author: string, year = 1990, key = 'a-1990') =>
    `@book{${key}, author = {${author}}, title = {T}, publisher = {P}, year = {${year}}}\n`;

  it.each([
    ['Lie, Sophus', 'Lie', 'Lie'],
    ['Cohen, Taco S. and Welling, Max', 'Cohen & Welling', 'Cohen and Welling'],
    ['A, B and C, D and E, F', 'A et al.', 'A et al.'],
  ])('%s → %s', (author, names, spoken) => {
    expect(shortForms(read(by(author))).get('a-1990')).toEqual({ names, spoken, year: '1990' });
  });

  it('two works of one name and year are told apart by letters, others are not', () => {
    const works = read(
      by('Lie, S', 1893, 'lie-1893a') + by('Lie, S', 1893, 'lie-1893b') + by('Lie, S', 1894, 'lie-1894'),
    );
    expect([...shortForms(works).values()].map(({ year }) => year)).toEqual(['1893a', '1893b', '1894']);
  });

  it('an article stands between quotes with its journal, a book in italics with its publisher', () => {
    expect(referenceOf(noether)).toBe(
      'Emmy Noether, “Invariante Variationsprobleme”, Nachrichten, Göttingen (1918), 235–257, arXiv:physics/0503066.',
    );
    expect(referenceOf(by('Lie, Sophus'))).toBe('Sophus Lie, T, P (1990).');
  });
});

describe('a mistake is told at its line', () => {
  const problemsOf = (text: string): NotebookProblem[] => {
    try {
      read(text);
      return [];
    } catch (error) {
      return (error as { problems?: NotebookProblem[] }).problems ?? [error as NotebookProblem];
    }
  };
  it.each([
    ['no title', noether.replace(/ {2}title.*\n/, ''), 1, 'Write title ='],
    ['an unknown type', noether.replace('@article', '@artcle'), 1, 'Did you mean “@article”?'],
    ['a year in words', noether.replace('1918,\n  eprint', '{in 1918},\n  eprint'), 6, 'as a number'],
    [
      'a DOI with its address',
      noether.replace('pages', 'doi = {https://doi.org/10.1/x},\n  pages'),
      5,
      'neither an address',
    ],
    ['an arXiv number with its version', noether.replace('0503066', '0503066v1'), 7, 'without a version'],
    ['a field twice', noether.replace('  pages', '  title = {T},\n  pages'), 5, 'Keep one of the two'],
    ['a brace that is not closed', noether.replace('Emmy},', 'Emmy,'), 1, 'Give each { its }'],
    ['a comma that is missing', noether.replace('Emmy},', 'Emmy}'), 1, ''],
    ['a key of another form', noether.replace('noether-1918', 'Noether1918'), 1, 'cohen-welling-2016'],
    ['two entries of one key', noether + noether, 9, 'Keep one'],
    ['entries out of order', noether + noether.replace('noether-1918', 'lie-1893'), 9, 'move this one up'],
    ['words between entries', `${noether}\nto do\n`, 10, 'begins with %'],
    [
      'nowhere to be found',
      noether.replace(/ {2}journal.*\n/, '').replace(/ {2}eprint.*\n/, ''),
      1,
      'Add doi',
    ],
  ])('%s', (_, text, line, remedy) => {
    const [problem] = problemsOf(text);
    expect(problem?.line).toBe(line);
    expect(problem?.remedy).toContain(remedy);
    expect(problem?.message).toContain('a.bib:');
  });
});

it.runIf(existsSync('content/bibliography.bib'))('the works of the site can all be found somewhere', () => {
  for (const { key, doi, arxiv, url, publisher, note } of readBibliography(process.cwd()))
    expect([key, doi ?? arxiv ?? url ?? publisher ?? note]).not.toContain(undefined);
});

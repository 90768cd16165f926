import { describe, expect, it } from 'vitest';
import type { NotebookProblem } from '../notebook/problem.ts';
import { parseGlossary, readGlossary } from './glossary.ts';
import { plainMarkdown, renderMarkdown } from './markdown.ts';

const yaml = `orbit:
  term: orbit
  text: >-
    All that one thing can be turned into.
  see: [group]
  cite: [noether-1918]

group:
  term: group
  text: A set of transformations.
`;

const read = (text: string) => parseGlossary('a.yaml', text, ['noether-1918']);

it('terms come in the order of the alphabet', () => {
  expect(read(yaml).map(({ term }) => term)).toEqual(['group', 'orbit']);
});

describe('a mistake is told at its line', () => {
  const problemOf = (text: string): NotebookProblem | undefined => {
    try {
      read(text);
      return undefined;
    } catch (error) {
      return error as NotebookProblem;
    }
  };
  it.each([
    ['a term that leads nowhere', yaml.replace('[group]', '[gruop]'), 5, 'Did you mean “group”?'],
    [
      'a work that is not there',
      yaml.replace('[noether-1918]', '[noether-1981]'),
      6,
      'Did you mean “noether-1918”?',
    ],
    ['a word that entries do not know', yaml.replace('see:', 'sea:'), 1, 'see: and cite:'],
    ['no text', yaml.replace(/ {2}text: A.*\n/, ''), 8, 'term: and text:'],
    ['a key of another form', yaml.replace('orbit:', 'Orbit:'), 1, 'lower-case letters'],
    ['no YAML', yaml.replace('term: group', 'term: "group'), 11, 'An entry is its key'],
  ])('%s', (_, text, line, remedy) => {
    const problem = problemOf(text);
    expect(problem?.remedy).toContain(remedy);
    expect(problem?.line).toBe(line);
  });
  it('and there is none without', () => {
    expect(problemOf(yaml)).toBeUndefined();
  });
});

it('every entry of the site can be rendered, its formulas as MathML', () => {
  const terms = readGlossary(process.cwd());
  expect(terms.length).toBeGreaterThan(30);
  for (const { text } of terms) {
    expect(renderMarkdown(text).includes('<math')).toBe(text.includes('$'));
    expect(plainMarkdown(text)).not.toMatch(/\*|<|\s\s/);
  }
});

import { describe, expect, it } from 'vitest';
import { compileChapter } from './chapters.ts';
import { claimText } from './claim-text.ts';
import { conditionOf, falseClaims, judgeClaims } from './judge-claims.ts';
import { NotebookProblem } from './problem.ts';
import { checkTypes } from './type-check.ts';

const cell = '```ts live id=numbers\nconst spread = 0.25;\nconst levels = [1, 2];\nconst word = "a1";\n```\n';
let count = 0;
/** A chapter with one cell and this prose. */
const chapterWith = (prose: string) => compileChapter(`claims-${++count}.mdx`, `${cell}\n${prose}\n`);
const claim = (attributes: string, text = 'So it is.') => `<Claim id="so" ${attributes}>${text}</Claim>`;
const values = new Map<string, unknown>([
  ['spread', 0.25],
  ['levels', [1, 2]],
  ['word', 'a1'],
]);
const statusOf = (attributes: string) => judgeClaims(chapterWith(claim(attributes)), values)[0]?.status;

function problemOf(act: () => unknown): NotebookProblem {
  try {
    act();
  } catch (error) {
    if (error instanceof NotebookProblem) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('a claim is judged, and each kind is caught when it is false', () => {
  it.each([
    ['kind="exact" value={levels[1] - levels[0]} is={1}', 'holds'],
    ['kind="exact" value={levels[1] - levels[0]} is={2}', 'fails'],
    ['kind="exact" value={1 + 32 * epsilon + 0 * spread} is={1} tolerance={32 * epsilon}', 'holds'],
    ['kind="exact" value={1 + 33 * epsilon + 0 * spread} is={1} tolerance={32 * epsilon}', 'fails'],
    ['kind="seeded" value={spread} below={0.3} share={0.9}', 'holds'],
    ['kind="seeded" value={spread} below={0.25} share={0.9}', 'fails'],
    ['kind="seeded" value={word} is={"a1"}', 'holds'],
    ['kind="seeded" value={word} is={"a2"}', 'fails'],
    ['kind="seeded" value={levels[7]} atLeast={0}', 'fails'],
    ['kind="machine" value={stepsPerSecond("numbers")} above={1e9}', 'live'],
  ])('%s %s', (attributes, status) => {
    expect(statusOf(attributes)).toBe(status);
  });

  it('a false one is a problem that names it, its value and its bound, at its line', () => {
    const chapter = chapterWith(`Words.\n\n${claim('kind="seeded" value={spread} below={0.2}')}`);
    const [problem, ...others] = falseClaims(chapter, judgeClaims(chapter, values));
    expect(others).toEqual([]);
    expect(problem?.summary).toBe(
      'claim “so” is false: spread < 0.2, but the value is 0.25 and the bound 0.2',
    );
    expect(problem?.line).toBe(9);
    expect(problem?.column).toBe(37);
  });

  it('a value that is not there is told as such', () => {
    const chapter = chapterWith(claim('kind="seeded" value={levels[7]} below={1}'));
    expect(falseClaims(chapter, judgeClaims(chapter, values))[0]?.summary).toMatch(/has no value/);
  });
});

describe('what is wrong with a claim is told where it is written', () => {
  it.each([
    ['<Claim kind="exact" value={spread} is={0}>So.</Claim>', 'has no id'],
    ['<Claim id="So" kind="exact" value={spread} is={0}>So.</Claim>', '“So” cannot be the id'],
    ['<Claim id="numbers" kind="exact" value={spread} is={0}>So.</Claim>', 'and of something else (line 1)'],
    [claim('value={spread} is={0}'), 'has no kind'],
    [claim('kind="sure" value={spread} is={0}'), 'has no kind'],
    [claim('kind="exact" is={0}'), 'has no value'],
    [claim('kind="exact" value="spread" is={0}'), 'value takes an expression'],
    [claim('kind="exact" value={spread}'), 'compares its value with nothing'],
    [claim('kind="exact" value={spread} is={0} below={1}'), 'two relations: is and below'],
    [claim('kind="exact" value={spread} is={0} tolerance={1e-6}'), 'does not say where it comes from'],
    [claim('kind="seeded" value={spread} below={1} tolerance={1}'), 'has a tolerance'],
    [claim('kind="exact" value={spread} is={0} share={0.9}'), 'the share of claim “so” has no meaning'],
    [claim('kind="seeded" value={spread} below={1} share={1.5}'), 'the share of claim “so” has no meaning'],
    [claim('kind="seeded" value={spread} within={1}'), '“within” is not an attribute'],
    [claim('kind="seeded" value={spread} below={1}', ''), 'says nothing'],
    [
      claim('kind="seeded" value={spread} below={1}', 'It is 0.25 wide.'),
      'a number typed into its text, 0.25',
    ],
    [claim('kind="seeded" value={2 + 2} is={4}'), 'checks nothing'],
    [claim('kind="seeded" value={spred} below={1}'), 'nothing declares “spred”'],
    [claim('kind="seeded" value={spread +} below={1}'), 'Could not parse expression'],
    [claim('kind="seeded" value={/* spread */} below={1}'), 'Unexpected empty expression'],
    [claim('kind="seeded" value={seconds("numbers")} below={1}'), 'nothing declares “seconds”'],
  ])('%s', (prose, summary) => {
    const problem = problemOf(() => chapterWith(prose));
    expect(problem.summary).toContain(summary);
    expect(problem.line).toBe(7);
    expect(problem.remedy).not.toBe('');
  });

  it('names with digits and formulas are no results', () => {
    expect(() =>
      chapterWith(claim('kind="exact" value={spread} is={0}', 'The p4 network at $45°$.')),
    ).not.toThrow();
  });

  it('two claims of one id', () => {
    const twice = claim('kind="exact" value={spread} is={0}');
    expect(problemOf(() => chapterWith(`${twice}\n\n${twice}`)).summary).toContain('“so”');
  });

  it('a type error in a condition, at its place', { timeout: 60_000 }, () => {
    const chapter = chapterWith(claim('kind="seeded" value={levels.lenght} below={3}'));
    const [problem, ...others] = checkTypes(process.cwd(), [chapter]);
    expect(others).toEqual([]);
    expect(problem?.summary).toMatch(/in a claim: Property 'lenght' does not exist/);
    expect([problem?.line, problem?.column]).toEqual([7, 44]);
  });

  it('a machine claim may ask for the speed of live cells, and only of those', () => {
    const asks = (name: string) =>
      checkTypes(process.cwd(), [
        chapterWith(claim(`kind="machine" value={stepsPerSecond("${name}")} above={1}`)),
      ]);
    expect(asks('numbers')).toEqual([]);
    expect(asks('letters')).toHaveLength(1);
  });
});

describe('what the ledger says of a claim', () => {
  it('its sentence, with the published numbers', () => {
    const chapter = chapterWith(
      claim(
        'kind="seeded" value={spread} below={0.3} share={0.9}',
        'the *width*, <Value as="percent" />, is below <Bound as="percent" /> in $C_4$ of <Value of="word" />',
      ),
    );
    const [judged] = judgeClaims(chapter, values);
    expect(judged && claimText(judged, values)).toBe('The width, 25.0 %, is below 30.0 % in $C_4$ of a1');
  });

  it.each([
    ['kind="seeded" value={spread} below={0.3} share={0.9}', 'spread < 0.3 for at least 90 % of seeds'],
    ['kind="seeded" value={spread} atLeast={0.3} share={1}', 'spread ≥ 0.3 for every seed'],
    ['kind="exact" value={spread} is={0} tolerance={2 * epsilon}', 'spread = 0 ± 2 * epsilon'],
  ])('its condition: %s', (attributes, condition) => {
    const [first] = chapterWith(claim(attributes)).claims;
    expect(first && conditionOf(first)).toBe(condition);
  });
});

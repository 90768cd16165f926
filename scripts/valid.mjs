// Holds every page of a built site against the HTML standard.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:recommended'],
  rules: {
    // Observable's Inputs name a field twice, by `for` and by standing around it; both are allowed, and so are both at once.
    'no-redundant-for': 'off',
    // Controls act as they are moved: a button that submits them would do nothing.
    'wcag/h32': 'off',
    // What a cell draws has a `figure` of its own, sometimes several; the role gives all of it one name.
    'prefer-native-element': ['error', { exclude: ['figure'] }],
    // What differs from element to element stands there: the space in a formula, the line of a note, the lane of a bracket.
    'no-inline-style': 'off',
    // `<br />` is how MDX is written, and the standard allows it.
    'void-style': 'off',
  },
});

/**
 * @param {string} folder a built site
 * @returns {Promise<{ pages: number, problems: string[] }>} problems as `file:line:column: what is wrong (rule)`
 */
export async function checkHtml(folder) {
  const files = globSync('**/*.html', { cwd: folder }).sort();
  const problems = [];
  for (const file of files) {
    const { results } = await validator.validateString(readFileSync(join(folder, file), 'utf8'));
    for (const { messages } of results)
      for (const { line, column, message, ruleId } of messages)
        problems.push(`${file}:${line}:${column}: ${message} (${ruleId})`);
  }
  return { pages: files.length, problems };
}

// `npm test [-- part…]`: every check there is, one after the other. A part that fails does not stop the others.
import { parts } from './test-parts.mjs';
import { total } from './test-reports.mjs';
import { duration, say } from './tell.mjs';

/** @typedef {import('./test-reports.mjs').Outcome} Outcome */

const known = Object.keys(parts);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  say(`There is no part "${unknown.join('", "')}". There are: ${known.join(', ')}.`);
  process.exit(2);
}

/** A part that needs another brings it along. */
const chosen = known.filter(
  (name) => asked.length === 0 || asked.includes(name) || asked.some((other) => parts[other]?.needs === name),
);

/** @type {Map<string, Outcome>} */
const outcomes = new Map();
const rows = [];
for (const [index, name] of chosen.entries()) {
  const { title, needs, run } = /** @type {(typeof parts)[string]} */ (parts[name]);
  const started = Date.now();
  say(`\n━━ ${index + 1}/${chosen.length} ${name} ━━ ${title}`);
  const blocked = needs !== undefined && (outcomes.get(needs)?.failed ?? 0) > 0;
  const outcome = blocked
    ? { passed: 0, failed: 0, skipped: [`${title}: the ${needs} failed`] }
    : await run().catch((/** @type {unknown} */ error) => {
        say(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return { passed: 0, failed: 1, skipped: [] };
      });
  outcomes.set(name, outcome);
  const { passed, failed, skipped } = outcome;
  const counts = [
    `${passed} passed`.padStart(12),
    `${failed} failed`.padStart(10),
    skipped.length > 0 ? `${skipped.length} skipped`.padStart(11) : ''.padStart(11),
  ];
  const row = `${failed > 0 ? '✗' : '✓'} ${name.padEnd(8)}${counts.join('')}   ${duration(Date.now() - started)}`;
  say(row);
  rows.push(row);
}

const { passed, failed, skipped } = total([...outcomes.values()]);
say(`\n━━ All parts ━━`);
rows.forEach((row) => say(row));
skipped.forEach((what) => say(`skipped: ${what}`));
say(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * Replays golden vectors, numbers that other people's code gave, through the layers: `npm run golden -- DIR`.
 *
 * Every *.json in DIR (default test/golden); what kind it is, its content says. Exit code 1 if any case fails, 2 if
 * there is nothing to replay.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseGoldenFile } from '../test/golden/golden-file.ts';
import { replay } from '../test/golden/replay.ts';
import type { Verdict } from '../test/golden/replay.ts';
import { startNodeBackend } from './node-host.ts';

function jsonFilesIn(directory: string): string[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new Error(`There is no directory ${directory}. Usage: npm run golden -- DIR`);
  }
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (files.length === 0) throw new Error(`${directory} holds no *.json. Usage: npm run golden -- DIR`);
  return files;
}

function replayFile(path: string): readonly Verdict[] {
  try {
    return replay(parseGoldenFile(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ name: '(file)', outcome: 'failed', detail: `no golden file: ${reason}` }];
  }
}

async function main(directory: string): Promise<number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let files: string[];
  try {
    files = jsonFilesIn(directory);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
  const { reason } = await startNodeBackend();
  console.log(reason);
  for (const file of files) {
    console.log(`\n${file}`);
    for (const { name, outcome, detail } of replayFile(join(directory, file))) {
      counts[outcome] += 1;
      console.log(`  ${outcome.padEnd(7)} ${name}: ${detail}`);
    }
  }
  const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
  console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
  return counts.failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2] ?? join('test', 'golden'));

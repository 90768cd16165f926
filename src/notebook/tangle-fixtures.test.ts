import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileChapter } from './chapters.ts';
import { contractModule } from './modules.ts';
import {
  moduleName,
  tangleCell,
  tangleLiveIndex,
  tangleUses,
  tangleViewIndex,
  usesModule,
} from './tangle.ts';
import type { LinkedChapter } from './types.ts';

const folder = 'test/fixtures/tangle';

/** The modules that the fixture's text file expects: a line `=== name`, then the module to its last character. */
function expected(name: string): [module: string, code: string][] {
  const parts = readFileSync(`${folder}/${name}.txt`, 'utf8').split(/^=== (.*)\n/m);
  return parts.slice(1).flatMap((part, i, all) => (i % 2 === 0 ? [[part, all[i + 1] ?? '']] : []));
}

function tangled(chapter: LinkedChapter, module: string): string | undefined {
  if (module === 'live.ts') return tangleLiveIndex(chapter);
  if (module === 'view.ts') return tangleViewIndex(chapter);
  if (module === usesModule) return tangleUses(chapter, contractModule);
  const cell = chapter.cells.find(({ source }) => moduleName(source) === module);
  return cell && tangleCell(chapter, cell, contractModule).code;
}

describe('tangle: MDX → modules, one fixture a rule', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.mdx'));
  it.each(names.map((name) => name.replace(/\.mdx$/, '')))('%s', (name) => {
    const file = `${folder}/${name}.mdx`;
    const text = readFileSync(file, 'utf8');
    const chapter = compileChapter(file, text);
    const modules = expected(name);
    // Every cell of the fixture is expected, and no other.
    expect(modules.map(([module]) => module).filter((module) => /\.(live|view)\.ts$/.test(module))).toEqual(
      chapter.cells.map(({ source }) => moduleName(source)),
    );
    for (const [module, code] of modules)
      expect(`${module}\n${tangled(chapter, module)}`).toBe(`${module}\n${code}`);
    // Lines that end as on Windows give the same modules, and so the same frozen outputs.
    const windows = compileChapter(`windows-${name}.mdx`, text.replaceAll('\n', '\r\n'));
    for (const [module, code] of modules) expect(tangled(windows, module)).toBe(code);
  });
});

/** A copy of the project with chapters of a test's own, in which the real commands can be run. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface ProjectCopy {
  /** Absolute path of the copy. */
  readonly root: string;
  /** Writes a file of the copy; its folder is made. */
  write(file: string, text: string): void;
  remove(): void;
}

const copied = [
  'src',
  'components',
  'scripts',
  // The page on speed times what the benchmark times.
  'bench',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'astro.config.mjs',
];

/**
 * Makes a copy inside of `.cache`, so that everything that looks for packages upwards still finds them.
 *
 * @param chapters MDX texts by file name; the project's own chapters are left out
 */
export function copyProject(chapters: Readonly<Record<string, string>>): ProjectCopy {
  const project = process.cwd();
  mkdirSync(join(project, '.cache/copies'), { recursive: true });
  const root = mkdtempSync(resolve(project, '.cache/copies/copy-'));
  for (const name of copied) cpSync(join(project, name), join(root, name), { recursive: true });
  for (const name of ['node_modules', 'public'])
    symlinkSync(join(project, name), join(root, name), 'junction');
  const write = (file: string, text: string): void => {
    const path = join(root, file);
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [name, text] of Object.entries(chapters)) write(`content/chapters/${name}`, text);
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}

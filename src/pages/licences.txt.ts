/** `licences.txt`: whose work is sent to readers besides our own, and on which terms. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedVersions } from '../notebook/lock-file.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
}

const root = process.cwd();
const line = '='.repeat(80);

function manifestOf(place: string): Manifest {
  return JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8')) as Manifest;
}

/** The licence that a package brings with it. */
function licenceOf(place: string): string {
  const folder = join(root, 'node_modules', place);
  const file = existsSync(folder) && readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(join(folder, file), 'utf8').trim() : '';
}

export function GET(): Response {
  const { dependencies = {}, devDependencies = {} } = manifestOf('.');
  const fonts = Object.keys(devDependencies).filter((name) => name.startsWith('@fontsource/'));
  const texts = lockedVersions(root, [...Object.keys(dependencies), ...fonts]).map((entry) => {
    const place = entry.slice(0, entry.lastIndexOf('@'));
    const licence = manifestOf(`node_modules/${place}`).license ?? 'see its text';
    return [line, `${entry}: ${licence}`, line, licenceOf(place)].join('\n');
  });
  const head =
    'This site: code under the MIT licence, text and figures of the chapters under CC BY 4.0.\n' +
    'Parts of the following packages, and fonts cut from the families named, are sent to readers with it.';
  return new Response(`${[head, ...texts].join('\n\n')}\n`);
}

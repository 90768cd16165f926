/** What the lock file pins: the version of a package and of all that it needs in turn. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

type LockedPackages = Readonly<Record<string, LockedPackage | undefined>>;

let read: { text: string; packages: LockedPackages } | undefined;

function readLock(root: string): LockedPackages {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (read?.text !== text)
    read = { text, packages: (JSON.parse(text) as { packages: LockedPackages }).packages };
  return read.packages;
}

/**
 * The packages `names` and all that they depend on, as `place@version`, sorted. The place is that in `node_modules`, so
 * that two versions of one package are told apart; types, which compute nothing, are left out.
 */
export function lockedVersions(root: string, names: readonly string[]): string[] {
  const packages = readLock(root);
  const found = new Set<string>();
  const follow = (name: string, from: string): void => {
    if (name.startsWith('@types/')) return;
    const place = placeOf(packages, name, from);
    const entry = `${place ?? name}@${place === undefined ? 'missing' : (packages[place]?.version ?? 'linked')}`;
    if (found.has(entry)) return;
    found.add(entry);
    if (place === undefined) return;
    for (const next of Object.keys(packages[place]?.dependencies ?? {})) follow(next, place);
  };
  for (const name of names) follow(name, '');
  return [...found].map((entry) => entry.replace(/^node_modules\//, '')).sort();
}

/** Where `name` is found from the package at `from`: beside what it brings itself, then further and further up. */
function placeOf(packages: LockedPackages, name: string, from: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (at === '') return undefined;
  }
}

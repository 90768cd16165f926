/** A name that nothing declares: what to say about it, and what to do. */

import { builtins, standardGlobals } from './names.ts';
import { nearest } from './spelling.ts';
import type { CompiledCell } from './types.ts';

/** Names that authors look for in live cells, and what takes their place there. */
const insteadInLive: Readonly<Record<string, string>> = {
  ...of(
    'The page times the runs of live cells by itself; what a cell computes must not depend on the clock.',
    'Date',
    'performance',
  ),
  ...of(
    'Data comes from a file of the project: import { asset } from "#data", then await asset("name.bin").',
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'importScripts',
  ),
  ...of(
    'A long run makes way by itself: import { breathe } from "#tensor", then await breathe(signal) now and then.',
    'setTimeout',
    'setInterval',
    'queueMicrotask',
    'setImmediate',
  ),
  ...of('Draw from the cell’s seed: import { random } from "#tensor".', 'crypto'),
  ...of('Name what you mean without it; a cell sees no globals but JavaScript’s own.', 'globalThis', 'self'),
};

function of(remedy: string, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, remedy]));
}

const page =
  /^(window|document|navigator|location|history|screen|localStorage|sessionStorage|alert|requestAnimationFrame|Node|Element|Event|Image|Audio|(HTML|SVG|CSS|DOM)\w*)$/;

const storedOrLoaded =
  /^(fetch|XMLHttpRequest|WebSocket|localStorage|sessionStorage|indexedDB|process|require)$/;

/** Summary and remedy for a free name of a cell that no cell of the chapter declares. */
export function unknownName(
  name: string,
  cell: CompiledCell,
  cells: readonly CompiledCell[],
): [summary: string, remedy: string] {
  const { kind } = cell.source;
  const importer = cells.find((other) =>
    other.imports.some((declaration) => declaration.names.includes(name)),
  );
  if (importer)
    return [
      `nothing declares “${name}”`,
      `Cell “${importer.source.id}” imports it, but imports belong to the cell that writes them: import “${name}” here too.`,
    ];
  const otherKind = kind === 'live' ? 'view' : 'live';
  if (builtins[otherKind].has(name))
    return [`nothing declares “${name}” in a ${kind} cell`, `“${name}” exists only in ${otherKind} cells.`];
  if (kind === 'live' && page.test(name))
    return [
      `a live cell has no page: “${name}” does not exist in its worker`,
      'Compute plain data here, and show it from a ts view cell.',
    ];
  const instead = kind === 'live' ? insteadInLive[name] : undefined;
  if (instead) return [`“${name}” is not for live cells`, instead];
  if (storedOrLoaded.test(name))
    return [
      `“${name}” is not for cells: what they show must be the same for every reader`,
      'Load data in a live cell, with asset("name.bin") from #data.',
    ];
  const known = [...cells.flatMap((other) => other.outputs.map((output) => output.name)), ...builtins[kind]];
  const close = nearest(name, [...known, ...standardGlobals[kind]]);
  return [
    `nothing declares “${name}”`,
    close
      ? `Did you mean “${close}”?`
      : 'Declare it in a cell of this chapter, import it, or check its spelling.',
  ];
}

/** What a cell may import, and from which kind of cell. */

import type { CellImport, CellKind } from './types.ts';

/** Of d3 all parts but those that draw lots, read the clock or load files. */
const allowed =
  /^(#tensor|#elementary|#equivariant|#physics(\/networks)?|#data|#figures|@observablehq\/(plot|inputs)|d3-(?!(random|timer|transition|fetch)$)[a-z-]+)$/;
const needsPage = /^(@observablehq\/|#figures$)/;

export const importable =
  '#tensor, #elementary, #equivariant, #physics, #physics/networks, #data, #figures, @observablehq/plot, @observablehq/inputs and d3 modules';

/** Why this kind of cell cannot have this import; `undefined` when it can. */
export function refuseImport(
  kind: CellKind,
  { specifier }: Pick<CellImport, 'specifier'>,
): { summary: string; remedy: string } | undefined {
  if (!allowed.test(specifier))
    return { summary: `a cell cannot import “${specifier}”`, remedy: otherThan(specifier) };
  if (kind === 'live' && needsPage.test(specifier))
    return {
      summary: `a live cell cannot draw with “${specifier}”: its worker has no page`,
      remedy: 'Compute plain data here, and draw it in a ts view cell.',
    };
  return undefined;
}

function otherThan(specifier: string): string {
  if (specifier.startsWith('@tensorflow/'))
    return 'import * as tf from "#tensor": the same operations, with gradients and kernels that are right.';
  if (specifier === 'd3') return 'Import the part that you need, such as d3-array or d3-scale.';
  if (/^(\.|\/|#|src\/)/.test(specifier))
    return `Export it from the index of its area, and import that. Cells import from ${importable}.`;
  return `Cells import from ${importable}.`;
}

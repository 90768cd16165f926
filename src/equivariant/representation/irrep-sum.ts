import type { Group } from '../group/group.ts';
import { O2, O3, SO2, SO3 } from '../group/orthogonal.ts';
import type { Matrix } from '../linear/matrix.ts';
import { circleIrrep, reflectedCircleIrrep } from './circle-irreps.ts';
import { copies, directSum } from './combine.ts';
import type { Multiplicity } from './decompose.ts';
import type { Irrep } from './irrep.ts';
import type { Action, Representation } from './representation.ts';
import { reflectedSphereIrrep, sphereIrrep } from './sphere-irreps.ts';
import type { Parity } from './sphere-irreps.ts';

/**
 * A representation that is written as a sum of irreps: the type of a steerable feature, [B, …, Σ multiplicity·dimension].
 *
 * Blocks follow one another; in a block, copy after copy.
 */
export interface IrrepSum<Element = unknown> extends Representation<Element> {
  readonly parts: readonly Multiplicity<Element>[];
}

/** Whether an action is written as a sum of irreps. */
export const isIrrepSum = (action: Action): action is IrrepSum => 'parts' in action;

/**
 * The direct sum of irreps, each with its multiplicity; also of what `decompose` found.
 *
 * @throws when there is none, or a multiplicity is no whole number ≥ 1
 *
 * @example
 * ```ts
 * import { C4, planeIrreps, sumOfIrreps } from '#equivariant';
 *
 * const regular = sumOfIrreps(planeIrreps(C4).map((irrep) => ({ irrep, multiplicity: 1 })));
 * ({ name: regular.name, dimension: regular.dimension });
 * ```
 */
export function sumOfIrreps<Element>(parts: readonly Multiplicity<Element>[]): IrrepSum<Element> {
  for (const { irrep, multiplicity } of parts) {
    if (!Number.isInteger(multiplicity) || multiplicity < 1) {
      throw new Error(
        `${multiplicity} copies of irrep ${irrep.name}: give a whole number ≥ 1, or leave it out.`,
      );
    }
  }
  return {
    ...directSum(...parts.map(({ irrep, multiplicity }) => copies(multiplicity, irrep))),
    name: parts.map(({ irrep, multiplicity }) => `${multiplicity}x${irrep.name}`).join(' + '),
    parts,
  };
}

/** How the irreps of each group are written: a frequency or degree, then a parity where the group has reflections. */
const NOTATIONS: readonly {
  readonly group: Group<Matrix>;
  readonly pattern: RegExp;
  readonly example: string;
  irrep(degree: number, parity: string): Irrep<Matrix>;
}[] = [
  { group: SO2, pattern: /^(\d+)()$/, example: '4x0 + 2x1', irrep: circleIrrep },
  {
    group: O2,
    pattern: /^(\d+)([+-]?)$/,
    example: '4x0+ + 1x0- + 2x1',
    irrep: (k, parity) => reflectedCircleIrrep(k, parity === '-' ? '-' : '+'),
  },
  { group: SO3, pattern: /^(\d+)()$/, example: '4x0 + 2x1', irrep: sphereIrrep },
  {
    group: O3,
    pattern: /^(\d+)([eo])$/,
    example: '4x0e + 2x1o',
    irrep: (l, parity) => reflectedSphereIrrep(l, parity as Parity),
  },
];

/**
 * Reads a sum of irreps of SO(2), O(2), SO(3) or O(3), as `4x0e + 2x1o`: four scalars and two vectors under O(3).
 *
 * SO(2): frequency. O(2): frequency, and 0+ or 0−. SO(3): degree. O(3): degree, and e or o. `1o` is short for `1x1o`.
 * The notation for O(3) is that of e3nn.
 *
 * @throws when the text does not fit the group; shows one that does
 *
 * @example
 * ```ts
 * import { irreps, O3 } from '#equivariant';
 *
 * const feature = irreps(O3, '4x0e + 2x1o'); // four scalars and two vectors
 * ({ dimension: feature.dimension, blocks: feature.parts.map(({ irrep, multiplicity }) => `${multiplicity} × ${irrep.name}`) });
 * ```
 */
export function irreps(group: Group<Matrix>, text: string): IrrepSum<Matrix> {
  const notation = NOTATIONS.find((candidate) => candidate.group.name === group.name);
  if (!notation) {
    throw new Error(`Irreps of ${group.name} have no notation; use sumOfIrreps with a list of them.`);
  }
  const parts = text.split(/\s+\+\s+|(?<=[^\s+])\+(?=\d)/).map((term) => {
    const [, count, name] = /^\s*(?:(\d+)\s*x\s*)?(\S+)\s*$/.exec(term) ?? [];
    const read = notation.pattern.exec(name ?? '');
    if (!read) {
      throw new Error(
        `"${term}" in "${text}" is no irrep of ${group.name}; write, say, "${notation.example}".`,
      );
    }
    return { multiplicity: Number(count ?? 1), irrep: notation.irrep(Number(read[1]), read[2]) };
  });
  return sumOfIrreps(parts);
}

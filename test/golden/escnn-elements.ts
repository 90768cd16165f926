import { cyclicGroup, dihedralGroup } from '#equivariant';
import type { FiniteGroup } from '#equivariant';
import { composeMatrices } from '../../src/equivariant/group/finite-group.ts';
import { tensorsAt } from './golden-file.ts';
import type { GoldenCase } from './golden-file.ts';

/** How escnn's list of elements and ours correspond. */
export interface ElementOrder {
  /** `ours[i]` is our index of escnn's element i. */
  readonly ours: readonly number[];
  /** `theirs[j]` is escnn's index of our element j. */
  readonly theirs: readonly number[];
}

/** Our group of that name, C1 … C4 or D1 … D4; undefined where whole pixels do not carry it. */
export function groupNamed(name: string): FiniteGroup | undefined {
  const order = Number(name.slice(1));
  if (order !== 1 && order !== 2 && order !== 4) return undefined;
  if (name.startsWith('C')) return cyclicGroup(order);
  return name.startsWith('D') ? dihedralGroup(order) : undefined;
}

/**
 * Matches escnn's elements, by name, with ours, by matrix, and checks the match against the peer's regular
 * representation ρ(g) e_h = e_gh.
 *
 * escnn's (−, r) flips the columns (`np.fliplr`) and then turns r times; our reflections flip the rows.
 */
export function matchElements(given: GoldenCase, group: FiniteGroup): ElementOrder {
  const names = given['elements_order'];
  if (!Array.isArray(names) || names.length !== group.order) {
    throw new Error(`"elements_order" does not list ${group.order} elements`);
  }
  const ours = names.map((name) => indexOf(String(name), group));
  const theirs = group.elements.map((_, element) => ours.indexOf(element));
  if (theirs.includes(-1)) throw new Error(`"elements_order" names an element of ${group.name} twice`);
  tensorsAt(given, 'regular_rep_matrices').forEach(({ data }, g) => {
    for (let h = 0; h < group.order; h++) {
      const gh = theirs[group.product[ours[g]][ours[h]]];
      if (Math.abs(data[gh * group.order + h] - 1) > 1e-6) {
        // the peer's matrices hold 0 and 1, in float32
        throw new Error(`"regular_rep_matrices" says that ${names[g]} · ${names[h]} is not ${names[gh]}`);
      }
    }
  });
  return { ours, theirs };
}

/** Reads `2[2pi/4]` or `(-, 2[2pi/4])`. */
function indexOf(name: string, group: FiniteGroup): number {
  const parsed = /^\(?(?:([+-]),\s*)?(\d+)\[2pi\/(\d+)\]\)?$/.exec(name);
  if (!parsed)
    throw new Error(`"elements_order" has ${JSON.stringify(name)}, which is no rotation or reflection`);
  const [, sign, turns, order] = parsed;
  const rotation = cyclicGroup(4).elements[(Number(turns) * 4) / Number(order)];
  const matrix = sign === '-' ? composeMatrices(rotation.matrix, [1, 0, 0, -1]) : rotation.matrix;
  const index = group.elements.findIndex(({ matrix: m }) => m.join() === matrix.join());
  if (index < 0) throw new Error(`${group.name} here has no element that moves pixels as ${name} does`);
  return index;
}

import { describe, expect, it } from 'vitest';
import golden from '../../../test/golden/groupy_p4_p4m.json' with { type: 'json' };
import { C4, cyclicGroup } from './cyclic.ts';
import { D4, dihedralGroup } from './dihedral.ts';
import { groupOfMatrices } from './finite-group.ts';
import type { FiniteGroup } from './finite-group.ts';

const GROUPS = [cyclicGroup(1), cyclicGroup(2), C4, dihedralGroup(1), dihedralGroup(2), D4];

/** Names the group axioms that a product table breaks, by trying every element, pair and triple. */
function brokenAxioms({ product, inverse, order }: FiniteGroup): string[] {
  const elements = Array.from({ length: order }, (_, index) => index);
  const all = (holds: (g: number, h: number, k: number) => boolean): boolean =>
    elements.every((g) => elements.every((h) => elements.every((k) => holds(g, h, k))));
  const axioms = {
    closure: all((g, h) => elements.includes(product[g][h])),
    associativity: all((g, h, k) => product[product[g][h]][k] === product[g][product[h][k]]),
    identity: all((g) => product[0][g] === g && product[g][0] === g),
    inverses: all((g) => product[g][inverse[g]] === 0 && product[inverse[g]][g] === 0),
  };
  return Object.entries(axioms).flatMap(([name, holds]) => (holds ? [] : [name]));
}

describe('a finite group', () => {
  it.each(GROUPS.map((group) => [group.name, group] as const))(
    '%s: closure, (gh)k = g(hk), eg = g = ge, gg⁻¹ = e',
    (_, group) => {
      expect(brokenAxioms(group)).toEqual([]);
    },
  );

  it('a table with two products exchanged is caught', () => {
    const product = C4.product.map((row) => [...row]);
    [product[1][2], product[1][3]] = [product[1][3], product[1][2]];
    expect(brokenAxioms({ ...C4, product })).toEqual(expect.arrayContaining(['associativity', 'inverses']));
  });

  it('C4 commutes, D4 does not', () => {
    const commutes = ({ product }: FiniteGroup): boolean =>
      product.every((row, g) => row.every((gh, h) => gh === product[h][g]));
    expect([commutes(C4), commutes(D4)]).toEqual([true, false]);
  });

  it.each([C4, D4])('$name has the tables of GrouPy', (group) => {
    const tables = golden.cases.find(
      ({ name }) => name === `group_tables_${group.name}`,
    ) as unknown as Record<string, { data: number[] }>;
    expect(group.elements.flatMap(({ matrix }) => [...matrix])).toEqual(
      tables['matrices_acting_on_(row,col)'].data,
    );
    expect(group.product.flat()).toEqual(tables['product_table_prod[i][j]=index(g_i*g_j)'].data);
    expect([...group.inverse]).toEqual(tables['inverse_table'].data);
  });

  it('a set that is not closed is refused, with the missing product named', () => {
    const half = C4.elements.slice(0, 2);
    expect(() => groupOfMatrices('half', half)).toThrow('half is not closed: r90·r90 is missing');
    expect(() => groupOfMatrices('late', C4.elements.slice(1))).toThrow('element 0 must be the identity');
  });
});

import { describe, expect, it } from 'vitest';
import golden from '../../../test/golden/groupy_p4_p4m.json' with { type: 'json' };
import { C4, cyclicGroup } from './cyclic.ts';
import { D4, dihedralGroup } from './dihedral.ts';
import { composeMatrices, finiteGroup } from './finite-group.ts';
import type { FiniteGroup } from './finite-group.ts';

const GROUPS = [...[1, 2, 3, 4, 5, 6, 8].map(cyclicGroup), ...[1, 2, 3, 4, 5, 6, 8].map(dihedralGroup)];

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

  it.each(GROUPS.map((group) => [group.name, group] as const))(
    '%s: the matrix of gh is the product of the matrices',
    (_, { elements, product }) => {
      for (const [g, row] of product.entries()) {
        for (const [h, gh] of row.entries()) {
          const composed = composeMatrices(elements[g].matrix, elements[h].matrix);
          composed.forEach((entry, i) => {
            expect(entry).toBeCloseTo(elements[gh].matrix[i], 14);
          });
        }
      }
    },
  );

  it.each([C4, D4])(
    '$name moves pixels to pixels: its matrices hold 0, 1 and −1 and nothing near them',
    (group) => {
      expect(new Set(group.elements.flatMap(({ matrix }) => [...matrix]))).toEqual(new Set([0, 1, -1]));
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
    expect(() => finiteGroup('half', half, [1], (r, s) => r + s)).toThrow(
      'half is not closed: r90·r90 is missing',
    );
    expect(() => finiteGroup('late', half, [1], (r, s) => (r + s + 1) % 2)).toThrow(
      'element 0 must be the identity',
    );
    expect(() => cyclicGroup(2.5)).toThrow('There are no 2.5 rotations');
  });
});

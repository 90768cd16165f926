import { transpose } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { equivariantMaps } from '../solve/equivariant-maps.ts';
import { tensorProduct } from './combine.ts';
import type { Irrep } from './irrep.ts';
import { isSphereIrrep } from './sphere-irreps.ts';
import { wigner3j } from './wigner-3j.ts';

/**
 * The ways to multiply a vector of one irrep with one of another so that a vector of a third comes out.
 *
 * z_k = Σᵢⱼ Qᵢⱼₖ xᵢ yⱼ with Q from ρ_a ⊗ ρ_b to ρ_c. For SO(3) and O(3) there is at most one, √(2l_c+1) times the 3j symbol; for
 * other groups they are found as a null space. Scaled so that independent components of variance 1 give such again.
 *
 * @returns for each way, Q as [d_a·d_b, d_c]
 */
export function couplings(a: Irrep, b: Irrep, c: Irrep): Matrix[] {
  const scale = Math.sqrt(c.dimension);
  if (isSphereIrrep(a) && isSphereIrrep(b) && isSphereIrrep(c)) {
    const fits = c.degree <= a.degree + b.degree && c.degree >= Math.abs(a.degree - b.degree);
    if (!fits || a.sign * b.sign !== c.sign) return [];
    return [
      wigner3j(a.degree, b.degree, c.degree).flatMap((rows) => rows.map((row) => row.map((v) => v * scale))),
    ];
  }
  return equivariantMaps(tensorProduct(a, b), c).map((map) =>
    transpose(map).map((row) => row.map((v) => v * scale)),
  );
}

import { agm } from '../agm.ts';
import { cosh, sinh, tanh } from '../../elementary/index.ts';
import { checkTemperature } from './torus.ts';

/**
 * Where the Ising model orders, kT/J = 2 / ln(1 + √2). Source: Kramers & Wannier 1941, doi:10.1103/PhysRev.60.252.
 *
 * @example
 * ```ts
 * import { isingCriticalTemperature, yangMagnetisation } from '#physics';
 *
 * [0.99, 1.01].map((share) => yangMagnetisation(share * isingCriticalTemperature));
 * ```
 */
export const isingCriticalTemperature = 2.269185314213022;

/**
 * The energy per site of the infinite Ising model in units of J, at temperature kT/J, with κ = 2 sinh 2β / cosh² 2β:
 * u = −coth 2β [1 + (2/π)(2 tanh² 2β − 1) K(κ)].
 *
 * Source: Onsager 1944, doi:10.1103/PhysRev.65.117.
 *
 * @example
 * ```ts
 * import { onsagerEnergy } from '#physics';
 *
 * [1, 2, 3, 10].map(onsagerEnergy);
 * ```
 */
export function onsagerEnergy(temperature: number): number {
  const β = 1 / checkTemperature(temperature);
  const th = tanh(2 * β);
  const complement = 2 * th * th - 1; // its square is 1 − κ²
  // K(κ) = π / (2 agm(1, √(1 − κ²))); at the critical temperature the factor before it is 0.
  const elliptic = complement === 0 ? 0 : complement / agm(1, Math.abs(complement));
  return -(cosh(2 * β) / sinh(2 * β)) * (1 + elliptic);
}

/**
 * The spontaneous magnetisation per site of the infinite Ising model: (1 − sinh⁻⁴ 2β)^⅛ below the critical temperature,
 * 0 above. Source: Yang 1952, doi:10.1103/PhysRev.85.808, eq. (96).
 *
 * @example
 * ```ts
 * import { yangMagnetisation } from '#physics';
 *
 * [1, 2, 2.2, 2.3].map(yangMagnetisation);
 * ```
 */
export function yangMagnetisation(temperature: number): number {
  const s = sinh(2 / checkTemperature(temperature));
  const inside = 1 - 1 / (s * s * s * s);
  return inside > 0 ? Math.sqrt(Math.sqrt(Math.sqrt(inside))) : 0;
}

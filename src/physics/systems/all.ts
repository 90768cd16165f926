import { chargeInMagneticField } from './charge-in-magnetic-field.ts';
import { doublePendulum } from './double-pendulum.ts';
import { drivenOscillator } from './driven-oscillator.ts';
import { freeParticle } from './free-particle.ts';
import { kepler } from './kepler.ts';
import { nBody } from './n-body.ts';
import { anisotropicOscillator, isotropicOscillator } from './oscillator.ts';
import { pendulum } from './pendulum.ts';
import { springPendulum } from './spring-pendulum.ts';
import type { System } from './system.ts';

/**
 * Every system of the library with its default parameters.
 *
 * @example
 * ```ts
 * import { allSystems } from '#physics';
 *
 * allSystems().map(({ name, coordinates }) => `${name}: ${coordinates.join(', ')}`);
 * ```
 */
export function allSystems(): readonly System[] {
  return [
    freeParticle(),
    isotropicOscillator(),
    anisotropicOscillator(),
    drivenOscillator(),
    pendulum(),
    doublePendulum(),
    springPendulum(),
    kepler(),
    nBody(),
    chargeInMagneticField(),
  ];
}

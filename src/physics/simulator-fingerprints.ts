import { moveChargedBodies } from '../data/move-charged-bodies.ts';
import { random } from '../tensor/random.ts';
import { eulerLagrange } from './euler-lagrange.ts';
import { fingerprint64 } from './fingerprint64.ts';
import { implicitMidpoint } from './integrators/implicit-midpoint.ts';
import { integrate } from './integrators/integrate.ts';
import { leapfrog } from './integrators/leapfrog.ts';
import { rk4 } from './integrators/rk4.ts';
import { variational } from './integrators/variational.ts';
import { yoshida4 } from './integrators/yoshida.ts';
import { ising } from './lattice/ising.ts';
import { xy } from './lattice/xy.ts';
import { chargeAlong } from './noether/along.ts';
import { transformationsOf } from './noether/library.ts';
import { noether } from './noether/noether.ts';
import { allSystems } from './systems/all.ts';

/**
 * The fingerprint of a short run of every simulator: each system by each method that applies to it, its closed form,
 * its Noether charges, charged bodies, and the lattice models. The same in Node and in every browser, or something is not portable.
 *
 * @example
 * ```ts
 * import { simulatorFingerprints } from '#physics';
 *
 * Object.keys(simulatorFingerprints()).length;
 * ```
 */
export function simulatorFingerprints(): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const system of allSystems()) {
    const explicit = eulerLagrange(system).inseparable === undefined ? [leapfrog, yoshida4] : [];
    for (const method of [rk4, variational, implicitMidpoint, ...explicit]) {
      const run = integrate(system, system.start, { method, step: 0.02, steps: 200 });
      found[`${system.name}, ${method.name}`] = fingerprint64([
        run.t,
        run.energy,
        ...run.q,
        ...run.p,
        ...run.v,
      ]);
      if (method !== rk4) continue;
      const exact = system.exact;
      if (exact) {
        const states = Array.from(run.t, (t) => exact(system.start, t));
        found[`${system.name}, closed form`] = fingerprint64(
          states.map(({ q, v }) => Float64Array.of(...q, ...v)),
        );
      }
      const charges = transformationsOf(system).map((given) => chargeAlong(noether(system, given), run));
      found[`${system.name}, charges`] = fingerprint64(
        charges.flatMap((along) => [along.charge, along.predicted]),
      );
    }
  }
  const start = { x: [[0, 0, 0], [1, 0.2, 0], [0, 1, 0.3]], v: [[0.3, 0, 0.1], [0, -0.2, 0], [0, 0, 0.5]] }; // prettier-ignore
  const bodies = moveChargedBodies(start, { charges: [1, -1, 1], time: 2, steps: 200 });
  found['charged bodies'] = fingerprint64([Float64Array.of(...bodies.x.flat(), ...bodies.v.flat())]);
  const options = { size: 16, temperature: 1.3, random: random(1) };
  const [plusMinus, planar] = [ising({ ...options, temperature: 2.3 }), xy(options)];
  for (let i = 0; i < 20; i++) {
    for (const model of [plusMinus, planar]) {
      model.metropolis();
      model.wolff();
    }
  }
  found['Ising'] = fingerprint64([plusMinus.spins]);
  found['XY'] = fingerprint64([planar.spins, planar.vortices()]);
  return found;
}

/** Hamiltonian networks (Greydanus et al. 2019): fields, losses and their gradients, Runge–Kutta steps, true trajectories. */
import { hamilton, integrate, add, cos, mul, square, sub, yoshida4 } from '#physics';
import type { Hamiltonian } from '#physics';
import { fieldLoss, hamiltonianNetwork, helmholtzNetwork, rk4Step } from '#physics/networks';
import type { Activation, DynamicsNetwork, MlpParameters } from '#physics/networks';
import * as tf from '#tensor';
import type { Tensor, Tensor1D, Tensor2D } from '#tensor';
import { relativeError, toTensor } from './compare.ts';
import { integerAt, objectAt, tensorAt } from './golden-file.ts';
import type { Coarse, GoldenCase, GoldenKind, Skipped } from './golden-file.ts';
import { weightAt } from './torch-linear.ts';
import type { StateDict } from './torch-linear.ts';

const ACTIVATIONS: readonly Activation[] = ['tanh', 'softplus', 'sigmoid', 'swish'];
const GRADIENTS = 'grad_of_mse_wrt_params (null = unused)';
const LAYERS = ['linear1', 'linear2', 'linear3'];

/** The Hamiltonians of the authors' data. */
const SYSTEMS: Readonly<Record<string, Hamiltonian>> = {
  pend: ([q], [p]) => add(mul(3, sub(1, cos(q))), square(p)),
  spring: ([q], [p]) => add(square(q), square(p)),
};

export const hnn: GoldenKind = {
  name: 'Hamiltonian networks',
  recognises: ({ title, cases }) =>
    /\bHNN\b/.test(title) || cases.some((given) => 'F2_hamiltonian' in given || 'dqdt' in given),
  replay: (given) => ('state_dict' in given ? replayNetwork(given) : replayTrajectory(given)),
};

function replayNetwork(given: GoldenCase): number | Skipped {
  const config = objectAt(given, 'config');
  const activation = ACTIVATIONS.find((name) => name === config['nonlinearity']);
  if (!activation) return { skipped: `no network here has the activation ${String(config['nonlinearity'])}` };
  const kind = config['field_type'];
  if (kind !== 'solenoidal' && kind !== 'both') {
    return { skipped: `no network here has a field of type ${JSON.stringify(kind)}` };
  }
  const width = integerAt(config, 'hidden');
  const options = { degrees: integerAt(config, 'input_dim') / 2, hidden: [width, width], activation };
  const trunk = helmholtzNetwork(options);
  const network: DynamicsNetwork<MlpParameters> = kind === 'both' ? trunk : hamiltonianNetwork(options);

  const both = readParameters(objectAt(given, 'state_dict'));
  const last = both.weights[2];
  const energy = tf.slice(last, [0, 1], [width, 1]); // the peer's second output, [width, 1]
  const parameters = kind === 'both' ? both : { ...both, weights: [...both.weights.slice(0, 2), energy] };
  const x = toTensor(tensorAt(given, 'x')) as Tensor2D;
  const dx = toTensor(tensorAt(given, 'target')) as Tensor2D;
  const field = (at: Tensor2D): Tensor2D => network.field(parameters, at);

  const flat = [...parameters.weights, ...parameters.biases];
  const { value, grads } = tf.valueAndGrads((...leaves: Tensor[]) =>
    fieldLoss(network)(
      { weights: leaves.slice(0, 3) as Tensor2D[], biases: leaves.slice(3) as Tensor1D[] },
      { x, dx },
    ),
  )(flat);

  const potentials = trunk.potentials(both, x); // [B, 2]
  const errors = [
    relativeError(tf.slice(potentials, [0, 0], [-1, 1]), tensorAt(given, 'F1')),
    relativeError(tf.slice(potentials, [0, 1], [-1, 1]), tensorAt(given, 'F2_hamiltonian')),
    relativeError(field(x), tensorAt(given, 'time_derivative')),
    Math.abs(value.dataSync()[0] - Number(given['mse_loss'])) / Math.abs(Number(given['mse_loss'])),
  ];
  const slope = tf.grad((at: Tensor) =>
    tf.sum(tf.slice(trunk.potentials(both, at as Tensor2D), [0, 1], [-1, 1])),
  );
  errors.push(relativeError(slope(x), tensorAt(given, 'dF2_dx')));
  for (const [key, theirs] of Object.entries(given)) {
    const h = /^rk4_increment_dt(.+)$/.exec(key)?.[1];
    if (h === undefined || theirs === null) continue;
    errors.push(relativeError(tf.sub(rk4Step(field, x, Number(h)), x), tensorAt(given, key)));
  }
  const gradients = objectAt(given, GRADIENTS);
  LAYERS.forEach((layer, i) => {
    const ours = tf.transpose(grads[i]); // theirs are [out, in]
    const whole = i === 2 && kind === 'solenoidal' ? tf.concat([tf.zerosLike(ours), ours], 0) : ours;
    errors.push(relativeError(whole, tensorAt(gradients, `${layer}.weight`)));
    if (i < 2) errors.push(relativeError(grads[3 + i], tensorAt(gradients, `${layer}.bias`)));
  });
  return Math.max(...errors);
}

const readParameters = (state: StateDict): MlpParameters => ({
  weights: LAYERS.map((layer) => weightAt(state, layer)),
  biases: LAYERS.slice(0, 2).map((layer) => toTensor(tensorAt(state, `${layer}.bias`)) as Tensor1D),
});

/** Steps of the integrator between two of the peer's times. */
const STEPS = 100;

/** The peer's integrator leaves absolute errors of some 1e-6 a step, as its file says; derivatives are compared as well. */
const TRAJECTORY_TOLERANCE = 1e-4;

function replayTrajectory(given: GoldenCase): Coarse | Skipped {
  const name = given.name.split('_')[0];
  const hamiltonian = SYSTEMS[name];
  if (!hamiltonian) return { skipped: `no system here is called "${name}"` };
  const [t, q, p, dqdt, dpdt] = ['t', 'q', 'p', 'dqdt', 'dpdt'].map((key) => tensorAt(given, key).data);
  const system = { coordinates: ['q'], hamiltonian };
  const { velocity, force, energy } = hamilton(system);
  const H = Number(given['H(q0,p0)']);
  let worst = Math.abs(energy([q[0]], [p[0]], 0) - H) / H;
  const compare = (ours: number, theirs: readonly number[], i: number): void => {
    const scale = Math.max(...theirs.map(Math.abs));
    worst = Math.max(worst, Math.abs(ours - theirs[i]) / scale);
  };
  const steps = STEPS * (t.length - 1);
  const ours = integrate(
    system,
    { q: [q[0]], p: [p[0]] },
    { method: yoshida4, step: (t[t.length - 1] - t[0]) / steps, steps, every: STEPS },
  );
  t.forEach((_, i) => {
    compare(ours.q[i][0], q, i);
    compare(ours.p[i][0], p, i);
    compare(velocity([q[i]], [p[i]], 0)[0], dqdt, i);
    compare(force([q[i]], [p[i]], 0)[0], dpdt, i);
  });
  return { error: worst, tolerance: TRAJECTORY_TOLERANCE };
}

import { dispose, keep, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { activeUpdates } from './optimizer-kernels.ts';
import type { Updates } from './optimizer-kernels.ts';

/** By what the learning rate is multiplied at an update, counted from 0. */
export type Schedule = (update: number) => number;

/** Stochastic gradient descent, as plain data. */
export interface Sgd {
  readonly kind: 'sgd';
  readonly learningRate: number;
  readonly schedule?: Schedule | undefined;
  readonly momentum: number;
}

/** Adam, as plain data. */
export interface Adam {
  readonly kind: 'adam';
  readonly learningRate: number;
  readonly schedule?: Schedule | undefined;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** How parameters follow their gradients. */
export type Optimizer = Sgd | Adam;

/** What an optimizer remembers between updates, for one list of parameters. */
export interface OptimizerState {
  /** Rewrites the parameters in place; `gradients` has their order and shapes, and stays the caller's. */
  update(gradients: readonly Tensor[]): void;
  dispose(): void;
}

function positive(name: string, value: number): number {
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`${name} must be positive and finite; got ${value}.`);
  return value;
}

function decay(name: string, value: number): number {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${name} must lie in [0, 1); got ${value}.`);
  return value;
}

/** The learning rate of one update after the other. */
function rates({ learningRate, schedule }: Optimizer): () => number {
  let updates = 0;
  return () => {
    const factor = schedule ? schedule(updates) : 1;
    if (!(factor >= 0 && factor < Infinity))
      throw new RangeError(
        `The schedule of the learning rate gives ${factor} at update ${updates}; give it a number ≥ 0.`,
      );
    updates++;
    return learningRate * factor;
  };
}

/**
 * Stochastic gradient descent with momentum: v ← μ v + g, p ← p − η v.
 *
 * `momentum` μ defaults to 0, which keeps no velocity. `schedule(t)` multiplies η at update t = 0, 1, …; it defaults to 1.
 * Throws a RangeError unless η > 0 and 0 ≤ μ < 1.
 * Source: Sutskever et al. 2013, https://proceedings.mlr.press/v28/sutskever13.html, with η taken out of v.
 *
 * @example
 * ```ts
 * import { sgd } from '#tensor';
 *
 * const { kind, learningRate, momentum } = sgd({ learningRate: 0.1, momentum: 0.9 });
 * ({ kind, learningRate, momentum });
 * ```
 */
export function sgd({
  learningRate,
  momentum = 0,
  schedule,
}: {
  learningRate: number;
  momentum?: number;
  schedule?: Schedule;
}): Sgd {
  return {
    kind: 'sgd',
    learningRate: positive('learningRate', learningRate),
    momentum: decay('momentum', momentum),
    schedule,
  };
}

/**
 * Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − η m̂ / (√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
 *
 * Defaults: η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8. `schedule(t)` multiplies η at update t = 0, 1, …; it defaults to 1.
 * Throws a RangeError unless η, ε > 0 and 0 ≤ β < 1.
 * Source: Kingma & Ba 2015, arXiv 1412.6980, Algorithm 1.
 *
 * @example
 * ```ts
 * import { adam } from '#tensor';
 *
 * const { kind, learningRate } = adam({ learningRate: 0.004 });
 * ({ kind, learningRate });
 * ```
 */
export function adam({
  learningRate = 0.001,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  schedule,
}: {
  learningRate?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  schedule?: Schedule;
} = {}): Adam {
  return {
    kind: 'adam',
    learningRate: positive('learningRate', learningRate),
    beta1: decay('beta1', beta1),
    beta2: decay('beta2', beta2),
    epsilon: positive('epsilon', epsilon),
    schedule,
  };
}

/** A tensor of zeros with a parameter's shape, which no tidy disposes. */
const zeroed = (parameter: Tensor): Tensor => keep(zeros(parameter.shape, 'float32'));

/**
 * Updates of all parameters, bound to their gradients. A replayed step gives the same list each time, and the same
 * bindings serve it again.
 */
function bindAll<Attrs>(
  bind: (gradient: Tensor, i: number) => (attrs: Attrs) => void,
): (gradients: readonly Tensor[], attrs: Attrs) => void {
  let bound: { readonly to: readonly Tensor[]; readonly updates: ((attrs: Attrs) => void)[] } | undefined;
  return (gradients, attrs) => {
    if (bound?.to !== gradients) bound = { to: gradients, updates: gradients.map(bind) };
    for (const update of bound.updates) update(attrs);
  };
}

function startSgd(optimizer: Sgd, parameters: readonly Tensor[]): OptimizerState {
  const { momentum } = optimizer;
  const rate = rates(optimizer);
  const velocities = momentum === 0 ? [] : parameters.map(zeroed);
  const update = bindAll<{ learningRate: number; momentum: number }>((gradient, i) => {
    const { updates, backend } = activeUpdates();
    const [parameter, velocity] = [parameters[i], velocities.at(i)];
    return velocity
      ? updates.momentum({ parameter, gradient, velocity }, backend)
      : updates.sgd({ parameter, gradient }, backend);
  });
  return {
    update: (gradients) => {
      update(gradients, { learningRate: rate(), momentum });
    },
    dispose: () => {
      dispose(velocities);
    },
  };
}

function startAdam(optimizer: Adam, parameters: readonly Tensor[]): OptimizerState {
  const { beta1, beta2, epsilon } = optimizer;
  const rate = rates(optimizer);
  const moments = parameters.map((parameter) => ({ first: zeroed(parameter), second: zeroed(parameter) }));
  const update = bindAll<Parameters<ReturnType<Updates['adam']>>[0]>((gradient, i) => {
    const { updates, backend } = activeUpdates();
    return updates.adam({ parameter: parameters[i], gradient, ...moments[i] }, backend);
  });
  // βᵗ by repeated multiplication: Math.pow differs between engines.
  let power1 = 1;
  let power2 = 1;
  return {
    update(gradients) {
      power1 *= beta1;
      power2 *= beta2;
      const corrections = { correction1: 1 - power1, correction2: 1 - power2 };
      update(gradients, { learningRate: rate(), beta1, beta2, epsilon, ...corrections });
    },
    dispose: () => {
      dispose(moments);
    },
  };
}

/** The state with which `optimizer` starts on some parameters, which are rewritten in place from then on. */
export function startOptimizer(optimizer: Optimizer, parameters: readonly Tensor[]): OptimizerState {
  return optimizer.kind === 'adam' ? startAdam(optimizer, parameters) : startSgd(optimizer, parameters);
}

/** The optimizers' updates in place; src/tensor/optimizer-kernels.ts defines them, and these give the same bits. */
import { sizeOf } from './kernel.ts';
import type { WasmSplitter } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';
import type { OwnModule } from './own-module.ts';
import { renewWeights } from './packed-weights.ts';

type Update = (own: OwnModule, at: readonly number[], attrs: Readonly<Record<string, number>>) => void;

/** An update's size and addresses, by the record of its operands: a replayed step hands in the same one each time. */
const places = new WeakMap<object, readonly number[]>();

const updating =
  (names: readonly string[], update: Update): WasmSplitter =>
  (inputs, attrs, backend) => {
    const parameter = inputs['parameter']!;
    renewWeights(backend, parameter);
    let at = places.get(inputs);
    if (!at) {
      const operands = ['parameter', 'gradient', ...names].map((name) => addressOf(backend, inputs[name]!));
      places.set(inputs, (at = [sizeOf(parameter.shape), ...operands]));
    }
    update(ownModule(backend), at, attrs as unknown as Record<string, number>);
    return []; // nothing new: the parameter is its own result
  };

export const sgdStep = updating([], (own, [n, p, g], attrs) =>
  own.updateSgd(n!, p!, g!, attrs['learningRate']!),
);

export const momentumStep = updating(['velocity'], (own, [n, p, g, v], attrs) =>
  own.updateMomentum(n!, p!, g!, v!, attrs['learningRate']!, attrs['momentum']!),
);

export const adamStep = updating(['first', 'second'], (own, [n, p, g, m, v], a) =>
  own.updateAdam(
    ...([n!, p!, g!, m!, v!, a['learningRate']! / a['correction1']!] as const),
    ...([a['beta1']!, a['beta2']!, a['epsilon']!, a['correction2']!] as const),
  ),
);

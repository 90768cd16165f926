/** The optimizers' updates in place; src/tensor/optimizer-kernels.ts defines them, and these give the same bits. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Updates } from '../optimizer-kernels.ts';
import { sizeOf } from './kernel.ts';
import type { WasmBackend } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';
import { renewWeights } from './packed-weights.ts';

/** What an update of one parameter needs of the backend, looked up once: tensors do not move. */
function prepare(given: unknown, parameter: TensorInfo) {
  const backend = given as WasmBackend;
  return {
    own: ownModule(backend),
    size: sizeOf(parameter.shape),
    at: (info: TensorInfo): number => addressOf(backend, info),
    renew: () => {
      renewWeights(backend, parameter);
    },
  };
}

export const wasmUpdates: Updates = {
  sgd({ parameter, gradient }, backend) {
    const { own, size, at, renew } = prepare(backend, parameter);
    const [p, g] = [at(parameter), at(gradient)];
    return ({ learningRate }) => {
      renew();
      own.updateSgd(size, p, g, learningRate);
    };
  },
  momentum({ parameter, gradient, velocity }, backend) {
    const { own, size, at, renew } = prepare(backend, parameter);
    const [p, g, v] = [at(parameter), at(gradient), at(velocity)];
    return ({ learningRate, momentum }) => {
      renew();
      own.updateMomentum(size, p, g, v, learningRate, momentum);
    };
  },
  adam({ parameter, gradient, first, second }, backend) {
    const { own, size, at, renew } = prepare(backend, parameter);
    const [p, g, m, v] = [at(parameter), at(gradient), at(first), at(second)];
    return ({ learningRate, beta1, beta2, epsilon, correction1, correction2 }) => {
      renew();
      own.updateAdam(size, p, g, m, v, learningRate / correction1, beta1, beta2, epsilon, correction2);
    };
  },
};

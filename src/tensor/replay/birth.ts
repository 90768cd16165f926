import { engine, getKernelsForBackend, tidy } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';

const valuesOf = ({ dataId }: TensorInfo): Float32Array => engine().backend.readSync(dataId) as Float32Array;

/** What is not finite in a tensor, or null. */
function flawOf(x: TensorInfo): string | null {
  if (x.dtype !== 'float32') return null;
  const values = valuesOf(x);
  let flaw: string | null = null;
  for (const value of values) {
    if (Number.isNaN(value)) return 'NaN';
    if (!Number.isFinite(value)) flaw = '∞';
  }
  return flaw;
}

function describe(x: TensorInfo): string {
  const values = valuesOf(x);
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return `[${x.shape.join(', ')}] with values from ${low} to ${high}`;
}

/**
 * Runs a step live and says in which kernel the first NaN or ∞ is born, and of what; null when none is.
 *
 * A tensor that comes in with one already is named as that. Slow: every result is read.
 */
export function findBirth(step: () => unknown): string | null {
  let birth: string | null = null;
  let inside = false;
  const kernels = getKernelsForBackend(engine().backendName);
  const originals = kernels.map(({ kernelFunc }) => kernelFunc);
  kernels.forEach((config, i) => {
    const kernel = originals[i]!;
    config.kernelFunc = (args) => {
      if (inside || birth !== null) return kernel(args);
      const inputs = Object.values(args.inputs).filter((input) => input !== undefined);
      inside = true;
      try {
        const outputs = kernel(args);
        const flaw = [outputs].flat().map(flawOf).find(Boolean);
        if (flaw === undefined) return outputs;
        const flawed = inputs.find((input) => flawOf(input) !== null);
        birth = flawed
          ? `${flawOf(flawed)} comes into ${config.kernelName} with a tensor of shape [${flawed.shape.join(', ')}]`
          : `${flaw} is born in ${config.kernelName} of ${inputs.map(describe).join(' and ') || 'nothing'}`;
        return outputs;
      } finally {
        inside = false;
      }
    };
  });
  try {
    tidy(() => void step());
  } finally {
    kernels.forEach((config, i) => (config.kernelFunc = originals[i]!));
  }
  return birth;
}

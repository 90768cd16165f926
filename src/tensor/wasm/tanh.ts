import { float32 } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/** Beyond this, tanh x is 1 in float32. */
const SATURATED = 9.02;

/**
 * tanh x = x P(x²) / Q(x²), to 1.4e-9 of its value on |x| ≤ 9.05, so to the nearest float32 but for near-ties: a minimax
 * fit (iteratively reweighted least squares in 50 digits). Only + × ÷, so the same bits in every engine; the stock
 * kernel takes three times as long.
 */
export const fastTanh: WasmKernel = ({ x }, _attrs, backend) => {
  const out = backend.makeOutput(x!.shape, 'float32');
  const [from, to] = [float32(backend, x!), float32(backend, out)];
  for (let i = 0; i < from.length; i++) {
    const v = from[i]!;
    if (v > SATURATED) to[i] = 1;
    else if (v < -SATURATED) to[i] = -1;
    else {
      const z = v * v;
      const p =
        0.99999999868288774 +
        z *
          (0.13678473861936597 +
            z *
              (0.003866519965914757 +
                z * (2.7970884421909764e-5 + z * (3.0496750538961603e-8 + z * -1.2137785197854719e-11))));
      const q =
        1 +
        z *
          (0.47011805898753761 +
            z * (0.027239227402852983 + z * (0.00039354401214516478 + z * 1.2848066203359306e-6)));
      to[i] = (v * p) / q;
    }
  }
  return out;
};

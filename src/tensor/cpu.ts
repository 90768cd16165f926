/** The fallback: tfjs's plain JavaScript backend, with the derivatives that it lacks. Loaded only when it is needed. */
import '@tensorflow/tfjs-backend-cpu';
import { registerDilatedDerivatives } from './cpu/dilated.ts';

registerDilatedDerivatives();

/** The page that trains with tfjs as it is shipped. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { answer } from './stock-training.mjs';

setWasmPaths('/wasm/');
Object.assign(globalThis, { answer });

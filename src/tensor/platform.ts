/** What tfjs asks of its surroundings, answered the same way in Node, in a page and in a worker. */
import { env } from '@tensorflow/tfjs-core';

/** Gives tfjs a clock, text encoding and type checks; there is no network: the wasm bytes are handed in. */
export function installPlatform(): void {
  const encoder = new TextEncoder();
  // Everything is bundled the same way everywhere; the flag would only make tfjs advertise its native Node package.
  env().set('IS_NODE', false);
  env().setPlatform('portable', {
    fetch: (path) =>
      Promise.reject(
        new Error(`The tensor layer does not fetch (${path}). Hand the bytes to startBackend instead.`),
      ),
    now: () => performance.now(),
    encode: (text) => encoder.encode(text),
    decode: (bytes, encoding) => new TextDecoder(encoding).decode(bytes),
    isTypedArray: (a): a is Float32Array | Int32Array | Uint8Array | Uint8ClampedArray =>
      a instanceof Float32Array ||
      a instanceof Int32Array ||
      a instanceof Uint8Array ||
      a instanceof Uint8ClampedArray,
  });
}

/** SHA-256 of kernels.wasm, written by `npm run kernels`. */
export const checksum = '933ac375cbc610f4f89f0b6e973c6b8118c74dee08db0dd4a35fcfaf0bdccfe2';

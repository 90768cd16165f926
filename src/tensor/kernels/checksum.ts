/** SHA-256 of kernels.wasm, written by `npm run kernels`. */
export const checksum = 'dbe1e7fd4331d8a2fdfbf16b257e6f971b705427d820012e23b0cac009ce0180';

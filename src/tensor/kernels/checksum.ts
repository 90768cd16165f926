/** SHA-256 of kernels.wasm, written by `npm run kernels`. */
export const checksum = '61933e62cc6935724d45c2310846a2ccd911ee71fe39b8ef5b02ec977718b2b6';

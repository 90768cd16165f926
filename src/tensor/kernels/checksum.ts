/** SHA-256 of kernels.wasm, written by `npm run kernels`. */
export const checksum = 'f1a7ee3dbb58ba4071384e6a5e28dee8291ab4d57344f90421f699acf476e13b';

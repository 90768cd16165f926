/** SHA-256 of kernels.wasm, written by `npm run kernels`. */
export const checksum = '2076e27d57a83c8c328500dfccf369a568ea0f495f0cf2a1cd163522dbc622bf';

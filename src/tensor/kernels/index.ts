/**
 * The project's own kernels, in AssemblyScript: `npm run kernels` compiles this folder to kernels.wasm.
 *
 * They work on the memory of tfjs's module, at the addresses of its tensors, and own none: whoever calls allocates, and
 * hands in scratch where it says so. A `usize` is an address in bytes, every other number counts elements. Nothing is
 * checked here. Every sum has one order, which its kernel states; there are no threads and no fused multiply-add, so all
 * engines give the same bits. A vector may be loaded up to 28 bytes behind the end of a tensor (dlmalloc keeps 40 bytes at
 * the end of the memory), and what it held there is never stored.
 */
export * from './activation';
export * from './average-pool';
export * from './broadcast';
export * from './convolve';
export * from './copy';
export * from './filter-gradient';
export { turnFilter } from './frame';
export * from './multiply';
export * from './optimize';
export * from './pool';
export * from './reduce';
export * from './rows';

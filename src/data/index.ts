export { asset, setAssetSource } from './asset.ts';
export type { AssetSource } from './asset.ts';
export { batchOf, digitBatches, loadDigits } from './digits.ts';
export type { DigitBatch, Digits } from './digits.ts';
export { rotateImages } from './rotate-images.ts';

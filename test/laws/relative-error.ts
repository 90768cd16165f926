import type { Tensor } from '#tensor';

/** max|a − b| / max|b|; Infinity when the shapes differ, something is not finite, or b is 0 throughout, which says nothing. */
export function relativeError(a: Tensor, b: Tensor): number {
  if (a.shape.join() !== b.shape.join()) return Infinity;
  const [ours, theirs] = [a.dataSync(), b.dataSync()];
  let [most, scale] = [0, 0];
  for (let i = 0; i < ours.length; i++) {
    const error = Math.abs(ours[i] - theirs[i]);
    if (!Number.isFinite(error)) return Infinity;
    most = Math.max(most, error);
    scale = Math.max(scale, Math.abs(theirs[i]));
  }
  return scale === 0 ? Infinity : most / scale;
}

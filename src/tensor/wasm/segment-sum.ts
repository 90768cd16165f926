import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/** unsortedSegmentSum: yₛ = Σ xᵢ over i with id s, in the order of i, in float64; an id out of range counts nowhere. */
export const unsortedSegmentSum: WasmKernel = ({ x, segmentIds }, attrs, backend) => {
  const segments = attrs['numSegments'] as number;
  const inner = x!.shape.slice(segmentIds!.shape.length);
  const size = sizeOf(inner);
  const out = backend.makeOutput([segments, ...inner], x!.dtype);
  const [values, sums] = [backend.typedArrayFromHeap(x!), new Float64Array(segments * size)];
  const ids = backend.typedArrayFromHeap(segmentIds!);
  for (let i = 0; i < ids.length; i++) {
    const segment = ids[i]!;
    if (segment < 0 || segment >= segments) continue;
    const [to, from] = [segment * size, i * size];
    for (let j = 0; j < size; j++) sums[to + j]! += values[from + j]!;
  }
  backend.typedArrayFromHeap(out).set(sums);
  return out;
};

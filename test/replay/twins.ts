/** Has a bundle take every training step twice, in cells and in the library alike. */
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Puts `twin-step.ts` and `twin-train.ts` in place of `src/tensor/train-step.ts` and `train.ts`, but for themselves. */
export function twins(root: string): Plugin {
  const places = new Map(
    ['step', 'train'].map((name) => [
      resolve(root, name === 'step' ? 'src/tensor/train-step.ts' : 'src/tensor/train.ts'),
      resolve(root, `test/replay/twin-${name}.ts`),
    ]),
  );
  return {
    name: 'twins',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!/\/train(-step)?\.ts$/.test(source) || [...places.values()].includes(importer ?? ''))
        return undefined;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found ? (places.get(found.id) ?? found) : undefined;
    },
  };
}

/** What the page's worker does: it has the cells that were built, and fetches what they need. */

import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { setAssetSource } from '#data';
import chapters from 'virtual:notebook/live';
import { createComputer } from './computer.ts';
import type { CellIndex, LiveContext } from './contract.ts';
import { describeError } from './describe-error.ts';
import { fetchAsset } from './fetch-asset.ts';
import type { ToWorker } from './messages.ts';

setAssetSource(fetchAsset);

/** The cells of the page's chapter; the authoring server replaces those that were edited. */
const index: Record<string, CellIndex<LiveContext>[string]> = {};
let loaded: Promise<void> | undefined;
let reloaded: Promise<void> = Promise.resolve();

const load = async (chapter: string): Promise<void> => {
  const cells = chapters[chapter];
  if (cells === undefined) throw new Error(`This site has no chapter “${chapter}”.`);
  Object.assign(index, (await cells()).default);
};

const compute = createComputer({
  post: (message) => self.postMessage(message),
  wasm: async () => (await fetch(wasmUrl)).arrayBuffer(),
  async cells(chapter) {
    await (loaded ??= load(chapter));
    await reloaded;
    return index;
  },
  describe: describeError,
});

/** Answers one message of the page. */
export function handle(message: ToWorker): void {
  if (message.type !== 'reload') {
    compute(message);
    return;
  }
  reloaded = import(/* @vite-ignore */ message.index).then((fresh: { default: CellIndex<LiveContext> }) => {
    Object.assign(index, fresh.default);
  });
}

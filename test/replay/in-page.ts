/** The page of the tests: runs planned cells and the models of the library in a browser. */
import tfjsWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { setAssetSource } from '#data';
import { startBackend } from '#tensor';
import { compareModels } from './models.ts';
import type { PlannedCell } from './plan.ts';
import { runCells } from './run-cells.ts';
import type { CellReport } from './run-cells.ts';

const bytesOf = async (address: string): Promise<ArrayBuffer> => (await fetch(address)).arrayBuffer();

setAssetSource((name) => bytesOf(`data/${name}`));
const started = startBackend({ wasm: () => bytesOf(tfjsWasm) });

/** What the tests call. */
export interface ReplayPage {
  runCells(plan: readonly PlannedCell[]): Promise<CellReport[]>;
  compareModels(): Promise<ReturnType<typeof compareModels>>;
}

Object.assign(globalThis, {
  replayPage: {
    runCells: async (plan) => {
      await started;
      return runCells(plan);
    },
    compareModels: async () => {
      await started;
      return compareModels();
    },
  } satisfies ReplayPage,
});

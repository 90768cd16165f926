import { cases } from './kernel-cases.mjs';
import { startStock, startTrainee } from './trainee.ts';

/** Times every kernel here and in stock tfjs, on wasm, or on cpu where its wasm backend has none, and prints a table. */
export async function compareKernels(scripts: { ours: string; stock: string }): Promise<void> {
  const ours = startTrainee(scripts.ours);
  const stock = { wasm: startStock(scripts.stock, 'wasm'), cpu: startStock(scripts.stock, 'cpu') };
  console.log('\nKernels alone: the shortest of the calls in 120 ms');
  try {
    for (const [place, { title, operations }] of cases.entries()) {
      const time = await ours.time(place);
      let [theirs, backend]: [number | null, 'wasm' | 'cpu' | null] = [await stock.wasm.time(place), 'wasm'];
      if (theirs === null) [theirs, backend] = [await stock.cpu.time(place), 'cpu'];
      const rate = operations > 0 ? `${(operations / time / 1e6).toFixed(1)} GFLOP/s` : '';
      const peer =
        theirs === null
          ? 'stock: none'
          : `stock, ${backend} ${theirs.toPrecision(3)} ms   ${(theirs / time).toFixed(1)}×`;
      console.log(`  ${title.padEnd(34)}${`${time.toPrecision(3)} ms`.padEnd(11)}${rate.padEnd(15)}${peer}`);
    }
  } finally {
    for (const peer of [ours, stock.wasm, stock.cpu]) peer.end();
  }
}

/** PyTorch as a peer, when a Python that has it is installed: the same models, start and batch, on one thread. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import type { Start } from '../../src/speed/start.ts';
import type { Reply, Timed } from '../messages.ts';
import type { Peer } from '../engine.ts';

const SCRIPT = resolve('bench/peers/pytorch.py');

/** As pytorch.py names it. */
const REFERENCE_BLAS = 'reference BLAS';

/** A Python with PyTorch: what it would be called with, PyTorch's version, and the library with which it multiplies. */
export interface PyTorch {
  readonly python: string;
  readonly version: string;
  readonly blas: string;
}

/** The first Python that has PyTorch, of those that one would call; null when none has. */
export function findPyTorch(): PyTorch | null {
  for (const python of ['python3', '/usr/bin/python3', 'python']) {
    const { status, stdout } = spawnSync(python, [SCRIPT, '--tell'], { encoding: 'utf8', timeout: 60_000 });
    if (status === 0) return { python, ...(JSON.parse(stdout) as Omit<PyTorch, 'python'>) };
  }
  return null;
}

/** "1.13.0 with OpenBLAS". */
export const describePyTorch = ({ version, blas }: PyTorch): string => `${version} with ${blas}`;

/** Why a comparison with this PyTorch is not fair, and the remedy; null when it is. */
export const unfairness = ({ blas }: PyTorch): string | null =>
  blas === REFERENCE_BLAS
    ? 'PyTorch multiplies with the reference BLAS here, six to eight times slower than it would with OpenBLAS, so its times ' +
      'flatter ours. Remedy on Debian: apt-get install libopenblas0-pthread'
    : null;

const plain = ({ shape, data }: Start['x']): { shape: number[]; data: number[] } => ({
  shape,
  data: [...data],
});

/** Starts PyTorch on one thread; `end` it. */
export function startPyTorch(python: string): Peer {
  const child = spawn(python, [SCRIPT], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
  });
  const lines: AsyncIterator<string, undefined> = createInterface({ input: child.stdout })[
    Symbol.asyncIterator
  ]();
  const ask = async (request: object): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await lines.next();
    if (line.done === true) throw new Error('PyTorch ended; see what it wrote above.');
    const reply = JSON.parse(line.value) as Reply;
    if ('error' in reply) throw new Error(reply.error);
    return reply.value;
  };
  return {
    async load(model, { parameters, x, y }) {
      const entries = Object.entries(parameters).map(([path, values]) => [path, plain(values)] as const);
      await ask({
        kind: 'load',
        model,
        start: { parameters: Object.fromEntries(entries), x: plain(x), y: plain(y) },
      });
    },
    run: (steps) => ask({ kind: 'run', steps }) as Promise<Timed>,
    end: () => void child.kill(),
  };
}

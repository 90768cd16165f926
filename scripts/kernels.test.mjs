import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { checksum } from '../src/tensor/kernels/checksum.ts';
import { checksumOf, compileKernels } from './kernels.mjs';

const compiler = await import('assemblyscript/asc').catch(() => null);
const committed = await readFile('src/tensor/kernels/kernels.wasm');

describe('kernels.wasm', () => {
  test('has the checksum that is committed with it, and another when a byte of it changes', () => {
    expect(checksumOf(committed)).toBe(checksum);
    const changed = Uint8Array.from(committed);
    changed[changed.length - 1] ^= 1;
    expect(checksumOf(changed)).not.toBe(checksum);
  });

  test('brings code alone: the memory is imported, nothing is written into it, and it is under 60 kB', () => {
    expect(committed.length).toBeLessThan(60_000);
    const module = new WebAssembly.Module(committed);
    expect(WebAssembly.Module.imports(module).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'memory memory',
    ]);
    expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
    const memory = new WebAssembly.Memory({ initial: 1 });
    new WebAssembly.Instance(module, { env: { memory } });
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
  });

  test.skipIf(!compiler)(
    `is what its sources compile to${compiler ? '' : ' (skipped: assemblyscript is not installed)'}`,
    async () => {
      expect(checksumOf(await compileKernels())).toBe(checksum);
    },
    60_000,
  );
});

/**
 * `npm run kernels`: compiles src/tensor/kernels (AssemblyScript) to kernels.wasm beside it and writes its checksum, by
 * which frozen outputs know that their kernels have changed.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../src/tensor/kernels');

/**
 * No runtime, no data, no memory of its own, no traps on purpose: the module is code for tfjs's memory and nothing else.
 * SIMD as standardised, without its relaxed instructions, whose results differ between machines.
 */
const options = [
  ...['index.ts', '--outFile', 'kernels.wasm'],
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--use', 'abort='],
  ...['--enable', 'simd', '--enable', 'bulk-memory'],
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge'],
];

/**
 * Compiles the folder.
 *
 * @returns {Promise<Uint8Array>} the module
 */
export async function compileKernels() {
  const { main } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let compiled;
  const { error, stderr } = await main(options, {
    readFile: (/** @type {string} */ name) => readFile(join(folder, name), 'utf8').catch(() => null),
    writeFile: (/** @type {string} */ _, /** @type {string | Uint8Array} */ contents) => {
      if (typeof contents !== 'string') compiled = contents;
    },
    listFiles: () => [],
  });
  if (error || !compiled) throw new Error(`The kernels do not compile:\n${stderr.toString()}`);
  return compiled;
}

/** @param {Uint8Array} bytes */
export const checksumOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const bytes = await compileKernels();
  await writeFile(join(folder, 'kernels.wasm'), bytes);
  await writeFile(
    join(folder, 'checksum.ts'),
    `/** SHA-256 of kernels.wasm, written by \`npm run kernels\`. */\nexport const checksum = '${checksumOf(bytes)}';\n`,
  );
  console.log(`kernels.wasm: ${(bytes.length / 1000).toFixed(1)} kB.`);
}

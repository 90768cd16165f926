import { readFile } from 'node:fs/promises';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { tfjs } from './bundling.ts';

const GLUE = 'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';

/** Runs the plugin's transform alone. */
function transform(code: string, id: string): { code: string } | null {
  const hook = tfjs().transform as unknown as {
    handler: (code: string, id: string) => { code: string } | null;
  };
  return hook.handler(code, id);
}

test('the glue that comes out has no environment, and still is a module that makes one', async () => {
  const { code } = transform(await readFile(GLUE, 'utf8'), `/project/${GLUE}?v=1`)!;
  expect(code).not.toMatch(/require\(|__dirname|__filename|_scriptDir|process\b|ENVIRONMENT_IS/);
  expect(code).toMatch(/export default WasmBackendModule;/);
});

test('glue of another version is refused, with the remedy', () => {
  expect(() => transform('var WasmBackendModule = () => {};', `/project/${GLUE}`)).toThrow(
    /Pin @tensorflow\/tfjs-backend-wasm to 4\.22\.0/,
  );
});

test('the worker’s bundle is one file without Node, threads or the umbrella, and its size is known', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [tfjs()],
    build: { write: false, lib: { entry: 'src/tensor/index.ts', formats: ['es'] }, minify: true },
  });
  const { output } = [result].flat()[0] as { output: { type: string; fileName: string; code: string }[] };
  const code = output.map((chunk) => chunk.code).join('\n');
  expect(code).not.toMatch(
    /\brequire\(|__dirname|_scriptDir|WasmBackendModuleThreadedSimd\(|indexedDB\.open/,
  );
  const [main] = output;
  // The fallback backend is a chunk of its own, loaded only when it is needed.
  expect(output.length).toBeGreaterThan(1);
  expect(main!.code.length).toBeLessThan(600_000);
}, 30_000);

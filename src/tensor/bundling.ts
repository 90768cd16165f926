/** How tfjs is bundled: the one Vite plugin that the site's worker, Vitest and the Node bundles share. */
import type { Plugin } from 'vite';

/** A text that the transform expects in upstream's file, and what stands there afterwards. */
type Replacement = readonly [expected: string | RegExp, replacement: string];

/**
 * tfjs's Emscripten glue reads `process`, `require` and `__dirname` when it finds itself in Node and installs
 * process-wide exception handlers there. The project hands the wasm bytes in, so the glue needs no environment at all.
 */
const GLUE_REPLACEMENTS: readonly Replacement[] = [
  [/var _scriptDir = [\s\S]*?\|\| __filename;/, ''],
  [/var beforeListeners;if\(typeof process[\s\S]*?var moduleOverrides/, 'var moduleOverrides'],
  [/var ENVIRONMENT_IS_WEB=[\s\S]*?var scriptDirectory="";/, 'var scriptDirectory="";'],
  [/if\(ENVIRONMENT_IS_NODE\)\{var fs=[\s\S]*?else\{\}var out=/, 'var out='],
  [/function getBinary\(file\)[\s\S]*?function createWasm/, 'function createWasm'],
  [
    /function receiveInstantiationResult\(result\)[\s\S]*?if\(Module\["instantiateWasm"\]\)/,
    'if(Module["instantiateWasm"])',
  ],
  [/instantiateAsync\(\)\.catch\(readyPromiseReject\);/, 'abort("no wasm bytes were handed in");'],
  [/var listenersAdded;if\(beforeListeners\)[\s\S]*?var actualModule;/, 'var actualModule;'],
  [/if\(listenersAdded\)\{[\s\S]*?return WasmBackendModule\.ready/, 'return WasmBackendModule.ready'],
  [/if \(typeof exports === 'object' && typeof module[\s\S]*$/, 'export default WasmBackendModule;\n'],
];

function stripEnvironment(code: string): string {
  let stripped = code;
  for (const [expected, replacement] of GLUE_REPLACEMENTS) {
    if (stripped.search(expected) < 0)
      throw new Error(
        `The wasm glue of tfjs no longer contains ${String(expected)}. Pin @tensorflow/tfjs-backend-wasm to 4.22.0, ` +
          'or adapt GLUE_REPLACEMENTS in src/tensor/bundling.ts to the new version.',
      );
    stripped = stripped.replace(expected, () => replacement);
  }
  const leftover =
    /\brequire\(|\b__dirname\b|\b__filename\b|\b_scriptDir\b|uncaughtException|ENVIRONMENT_IS_/.exec(
      stripped,
    );
  if (leftover) throw new Error(`The wasm glue of tfjs still mentions ${leftover[0]} after the transform.`);
  return stripped;
}

/** Files of tfjs that are replaced whole: by what their importers still need, which is nothing that runs. */
const REPLACED_FILES: Readonly<Record<string, string>> = {
  // The threaded build: never chosen (no static host sends the headers it needs), and 58 kB.
  'tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js': 'export default undefined;\n',
  'tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js':
    "export const wasmWorkerContents = '';\n",
  // The platforms call require() in Node and open storage in a browser; src/tensor/platform.ts takes their place.
  'tfjs-core/dist/platforms/platform_node.js': 'export {};\n',
  'tfjs-core/dist/platforms/platform_browser.js': 'export {};\n',
};

const WASM_GLUE = 'tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';

/**
 * The Vite plugin without which `src/tensor` does not run: it bundles tfjs from its ES modules in every environment
 * (so that gradients can be registered one by one), takes Node and the document out of the wasm glue (so that the same
 * module runs in Node, in a worker, in a sandbox and on a cross-origin isolated page), and drops the threaded build.
 *
 * @throws at build when tfjs's files no longer look as expected, that is, after an upgrade.
 */
export function tfjs(): Plugin {
  return {
    name: 'tfjs',
    enforce: 'pre',
    config: () => ({
      // The ES modules, wherever `main` would be preferred; a second copy of tfjs would have an engine of its own.
      resolve: {
        alias: [{ find: /^(@tensorflow\/tfjs-(?:core|backend-\w+))$/, replacement: '$1/dist/index.js' }],
      },
      ssr: { noExternal: [/@tensorflow\/tfjs/] },
      // The dev server's pre-bundling would skip the transform below.
      optimizeDeps: {
        exclude: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-wasm'],
      },
    }),
    transform: {
      filter: { id: /@tensorflow\/tfjs-(core|backend-wasm)\/(dist\/platforms|wasm-out)\// },
      handler(code, id) {
        const file = id.replaceAll('\\', '/').replace(/\?.*$/, '').split('/@tensorflow/').at(-1) ?? id;
        if (file === WASM_GLUE) return { code: stripEnvironment(code), map: null };
        const replaced = REPLACED_FILES[file];
        return replaced === undefined ? null : { code: replaced, map: null };
      },
    },
  };
}

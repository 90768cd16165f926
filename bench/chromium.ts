/** Chromium as an engine: each side trains in a browser of its own, on a page that is served from memory. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import type { CDPSession, Page } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../scripts/find-browsers.mjs';
import { tfjs } from '../src/tensor/bundling.ts';
import type { Engine } from './engine.ts';
import type { Start } from '../src/speed/start.ts';
import type { Request, Timed } from './messages.ts';
import { peakOf } from './peak.mjs';
import { INTERVAL, shareInWasm } from './profile.ts';
import type { Profile } from './profile.ts';

const ORIGIN = 'http://bench.localhost';
const require = createRequire(resolve('package.json'));
const WASM = 'tfjs-backend-wasm-simd.wasm';

/** Bundles an entry for a page, into one module. */
async function bundle(entry: string, ours: boolean): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: ours ? [tfjs()] : [],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      target: 'esnext',
      lib: { entry: resolve(entry), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = [built].flat() as { output: { type: string; code?: string }[] }[];
  return output.output.find(({ type }) => type === 'chunk')!.code!;
}

/** A page that answers requests. */
interface Answerer {
  readonly page: Page;
  readonly devtools: CDPSession;
  ask(request: Request): Promise<unknown>;
  /** Peak resident memory of the page's process, megabytes; 0 where the system does not tell. */
  peak(): Promise<number>;
  readonly end: () => void;
}

type PlainStart = { [Key in keyof Start]: unknown };

/** Typed arrays as plain ones: what crosses into a page is JSON. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => (item instanceof Float32Array ? Array.from(item) : item)),
  );

async function openPage(executablePath: string, script: string): Promise<Answerer> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const wasm = await readFile(require.resolve(`@tensorflow/tfjs-backend-wasm/wasm-out/${WASM}`));
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === `/wasm/${WASM}`) return route.fulfill({ body: wasm, contentType: 'application/wasm' });
    if (pathname === '/script.js') return route.fulfill({ body: script, contentType: 'text/javascript' });
    return route.fulfill({ body: '<!doctype html><title>bench</title>', contentType: 'text/html' });
  });
  await page.goto(`${ORIGIN}/`);
  await page.addScriptTag({ url: '/script.js', type: 'module' });
  await page.waitForFunction(() => 'answer' in globalThis);
  const devtools = await page.context().newCDPSession(page);
  const ofBrowser = await browser.newBrowserCDPSession();
  return {
    page,
    devtools,
    ask: (request) =>
      page.evaluate(
        async (asked) => {
          const { answer } = globalThis as unknown as { answer: (request: unknown) => Promise<unknown> };
          const value = await answer(asked);
          return JSON.parse(
            JSON.stringify(value ?? null, (_, item: unknown) =>
              item instanceof Float32Array ? Array.from(item) : item,
            ),
          ) as unknown;
        },
        plain(request) as Request,
      ),
    async peak() {
      const { processInfo } = await ofBrowser.send('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter(({ type }) => type === 'renderer');
      return Math.max(0, ...renderers.map(({ id }) => peakOf(id)));
    },
    end: () => void browser.close(),
  };
}

const timed = async ({ ask, peak }: Answerer, steps: number): Promise<Timed> => ({
  ...((await ask({ kind: 'run', steps })) as Timed),
  peak: await peak(),
});

/** Chromium, if one is found here. */
export async function startChromium(): Promise<Engine | null> {
  const executablePath = findChromium()?.path;
  if (executablePath === undefined) return null;
  const scripts = {
    ours: await bundle('bench/ours-page.ts', true),
    stock: await bundle('bench/stock-page.mjs', false),
  };
  const probe = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const version = probe.version().split('.')[0]!;
  await probe.close();
  return {
    name: `Chromium ${version}`,
    async startOurs() {
      const answerer = await openPage(executablePath, scripts.ours);
      const { ask, devtools, end } = answerer;
      return {
        load: (model) => ask({ kind: 'load', model, backend: 'wasm' }) as Promise<Start>,
        run: (steps) => timed(answerer, steps),
        async profile(steps) {
          await devtools.send('Profiler.enable');
          await devtools.send('Profiler.setSamplingInterval', { interval: INTERVAL });
          await devtools.send('Profiler.start');
          await ask({ kind: 'run', steps });
          const { profile } = await devtools.send('Profiler.stop');
          return shareInWasm(profile as Profile);
        },
        end,
      };
    },
    async startStock(backend) {
      const answerer = await openPage(executablePath, scripts.stock);
      return {
        async load(model, start) {
          await answerer.ask({ kind: 'load', model, backend, start: plain(start) as PlainStart as Start });
        },
        run: (steps) => timed(answerer, steps),
        end: answerer.end,
      };
    },
  };
}

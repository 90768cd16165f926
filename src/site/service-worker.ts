/**
 * Keeps the whole site for when there is no network. Each build has a cache of its own, named by the build; a cache is used
 * only once all of its files are in, and a page gets all of its files from one build.
 *
 * The build puts the list of its files in the place of `__BUILD__` and writes this as `service-worker.js`.
 */

interface Build {
  /** Names the content of all files together. */
  readonly version: string;
  /** Path below the base, and the hash of its content. */
  readonly files: readonly (readonly [path: string, hash: string])[];
}

/** What of a worker's scope is used here; the types of the page have none of it. */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: object): Promise<readonly { postMessage(message: unknown): void }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

declare const __BUILD__: Build;
const scope = globalThis as unknown as Scope;

const build = __BUILD__;
const prefix = `theorem-or-habit ${new URL(scope.registration.scope).pathname} `;
const cacheName = prefix + build.version;
const kept = new Map(build.files);

/** Where a file of this build lies in the cache: another content has another address there. */
const addressOf = (path: string): string => `${scope.registration.scope}${path}`;

scope.addEventListener('install', (event) => {
  event.waitUntil(fill());
});

/** Takes over what earlier builds have of the same content, fetches the rest, and checks each against its hash. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  const earlier = await Promise.all(
    (await caches.keys())
      .filter((name) => name.startsWith(prefix) && name !== cacheName)
      .map((name) => caches.open(name)),
  );
  const waiting = [...build.files];
  let done = 0;
  const next = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const [path, hash] = file;
      const address = addressOf(path);
      if (!(await cache.match(address))) await cache.put(address, await obtain(address, hash, earlier));
      done++;
      if (done % 20 === 0 || done === build.files.length)
        void tell({ type: 'keeping', done, of: build.files.length });
    }
  };
  await Promise.all([next(), next(), next(), next()]);
}

async function obtain(address: string, hash: string, earlier: readonly Cache[]): Promise<Response> {
  for (const cache of earlier) {
    const found = await cache.match(address);
    if (found && (await hashOf(await found.clone().arrayBuffer())) === hash) return found;
  }
  // A page is asked for as a reader asks for it: some hosts send from its file to its folder.
  const response = await fetch(address.replace(/(^|\/)index\.html$/, '$1'), { cache: 'no-cache' });
  const bytes = await response.arrayBuffer();
  // The host may have a newer build by now, whose files do not belong to these.
  if ((await hashOf(bytes)) !== hash) throw new Error(`${address} is not what this build has there.`);
  return new Response(bytes, { headers: { 'content-type': response.headers.get('content-type') ?? '' } });
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 16);
}

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name);
      await scope.clients.claim();
    })(),
  );
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  const home = new URL(scope.registration.scope);
  if (url.origin !== home.origin || !url.pathname.startsWith(home.pathname)) return;
  event.respondWith(answer(request, decodeURI(url.pathname.slice(home.pathname.length))));
});

/** From this build where it has the file, else from the network; without one, a page says that it is not kept. */
async function answer(request: Request, path: string): Promise<Response> {
  const file = [path, `${path}index.html`, `${path}/index.html`].find((candidate) => kept.has(candidate));
  const cache = await caches.open(cacheName);
  const found = file === undefined ? undefined : await cache.match(addressOf(file));
  if (found) return found;
  try {
    return await fetch(request);
  } catch (error) {
    const missing = request.mode === 'navigate' ? await cache.match(addressOf('404.html')) : undefined;
    if (missing) return new Response(missing.body, { status: 404, headers: missing.headers });
    throw error;
  }
}

scope.addEventListener('message', (event) => {
  if (event.data === 'take over') void scope.skipWaiting();
});

async function tell(message: object): Promise<void> {
  for (const client of await scope.clients.matchAll({ includeUncontrolled: true }))
    client.postMessage(message);
}

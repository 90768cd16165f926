// A static host on this machine, as plain as the ones the site is made for: no rewriting, no special headers.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { Refusal, say } from './tell.mjs';

/**
 * Serves a folder on the loopback interface.
 *
 * @param {string} folder
 * @param {{ port: number, base?: string }} options `base` is where the folder is mounted, `/` by default
 * @returns {Promise<{ url: string, close: () => void }>}
 * @throws {Refusal} where the folder is missing or the port is taken
 */
export async function serve(folder, { port, base = '/' }) {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new Refusal(`There is no site in ${folder}. Build it first: npm run build`);
  }
  const page = join(folder, '404.html');
  const files = sirv(folder, {
    etag: true,
    onNoMatch: (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(existsSync(page) ? readFileSync(page) : 'Not found');
    },
  });
  const servers = ['127.0.0.1', '::1'].map((host) => {
    const server = createServer((request, response) => {
      const url = request.url ?? '/';
      if (url.startsWith(base)) {
        request.url = url.slice(base.length - 1);
        files(request, response);
      } else {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(`This site is at ${base}`);
      }
    });
    // Awaited below, but listened to from now on: the second server may be ready before the first was waited for.
    const failure = once(server.listen({ port, host }), 'listening').then(
      () => undefined,
      (/** @type {NodeJS.ErrnoException} */ error) => error,
    );
    return { server, host, failure };
  });
  const close = () => {
    for (const { server } of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  for (const { host, failure } of servers) {
    const error = await failure;
    // Some machines have no IPv6; the site is then at 127.0.0.1 only.
    if (!error || (host === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code ?? ''))) continue;
    close();
    throw portProblem(error, port);
  }
  return { url: `http://localhost:${port}${base}`, close };
}

/** Says it in words where the port is the problem. @param {NodeJS.ErrnoException} error @param {number} port */
export function portProblem(error, port) {
  const remedy = `Choose another: npm start -- --port ${port === 65535 ? 4321 : port + 1}`;
  if (error.code === 'EADDRINUSE') return new Refusal(`Port ${port} is in use by another program. ${remedy}`);
  if (error.code === 'EACCES') return new Refusal(`Port ${port} may not be opened by this user. ${remedy}`);
  return error;
}

/** The `--port` of a command line. @param {string | undefined} text @param {number} otherwise */
export function readPort(text, otherwise) {
  const port = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Refusal(`"${text}" is no port. A port is a whole number from 1 to 65535, e.g. --port 4321`);
  }
  return port;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, base: { type: 'string' } },
  });
  const { url, close } = await serve(positionals[0] ?? 'dist', {
    port: readPort(values.port, 4321),
    base: values.base ?? '/',
  });
  say(url);
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
}

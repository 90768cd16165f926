/**
 * Where the built sites are served while the browser tests run: `dist/` at `/`, its twin under a base path, and a site of
 * chapters made for tests.
 */
import { freePort } from '../../scripts/free-port.mjs';

/** Playwright's main process picks the port and its workers, which load this file again, inherit it. */
async function sharedPort(variable: string): Promise<number> {
  process.env[variable] ??= String(await freePort());
  return Number(process.env[variable]);
}

async function site(variable: string, folder: string, base: string) {
  const port = await sharedPort(variable);
  const command = `node scripts/serve.mjs ${folder} --port ${port} --base ${base}`;
  return { url: `http://127.0.0.1:${port}${base}`, command };
}

export const rootSite = await site('ROOT_SITE_PORT', 'dist', '/');
export const baseSite = await site('BASE_SITE_PORT', '.cache/dist-base', '/some/base/');

const fixturePort = await sharedPort('FIXTURE_SITE_PORT');
export const fixtureSite = {
  url: `http://127.0.0.1:${fixturePort}/`,
  command: `node test/e2e/fixture-site.ts ${fixturePort}`,
};

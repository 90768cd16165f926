// Which Node runs the commands: your own when it is new enough, else the one that `npm ci` brought.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Node strips types unasked from 22.18 on, which the build relies on; 23 is outside what Vitest 5 supports. @param {string} version such as `v22.18.0` */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
}

/** The version a Node reports, or undefined where it does not start (another C library, another processor). */
function versionOf(/** @type {string} */ node) {
  if (node === process.execPath) return process.version;
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * npm puts `node_modules/.bin` first in PATH, so the Node that runs this file may be the packaged one;
 * `npm_node_execpath` is the Node that npm itself runs on, that is, your own.
 *
 * @param {string} root the project's folder
 * @returns {{ path: string, version: string, own: boolean } | undefined}
 */
export function findNode(root) {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const modules = join(root, 'node_modules');
  const packaged = [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`].map((name) =>
    join(modules, name, 'bin', file),
  );
  for (const path of [process.env['npm_node_execpath'] ?? '', process.execPath, ...packaged]) {
    const version = existsSync(path) ? versionOf(path) : undefined;
    if (version !== undefined && isNewEnough(version))
      return { path, version, own: !path.startsWith(modules) };
  }
  return undefined;
}

/**
 * The environment in which that Node and the project's own programs come first.
 *
 * @param {string} root
 * @param {string} node
 */
export function environmentFor(root, node) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env[key]].join(delimiter);
  return { ...process.env, [key]: path, ASTRO_TELEMETRY_DISABLED: '1' };
}

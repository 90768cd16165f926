// Makes a fresh clone ready: installs what package-lock.json locks, if it is not there yet, and finds a Node to run it.
// Plain JavaScript for Node 18 and newer, without dependencies.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findNode } from './find-node.mjs';
import { Refusal, duration, run, say, tail } from './tell.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Locked */

/** @param {string} file @returns {Record<string, Locked> | undefined} */
function packagesIn(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

/**
 * Why `npm ci` has to run, or undefined. npm leaves a record of what it installed in node_modules/.package-lock.json;
 * comparing it with the lock file, package by package, also notices a pull that changed the lock or a folder that is gone.
 */
function reasonToInstall() {
  const locked = packagesIn('package-lock.json');
  if (!locked)
    throw new Refusal('package-lock.json is missing: this clone is not whole. Restore it with git.');
  const installed = packagesIn(join('node_modules', '.package-lock.json'));
  if (!installed) return 'node_modules is not there yet';
  // Optional packages are for one platform or another; the only ones that matter here are found by findNode.
  const needed = Object.entries(locked).filter(([path, { optional }]) => path !== '' && !optional);
  const changed = needed.filter(([path, { version }]) => installed[path]?.version !== version);
  if (changed.length > 0) return `package-lock.json has ${changed.length} packages that are not installed`;
  const gone = needed.find(([path]) => !existsSync(join(root, path, 'package.json')));
  return gone ? `${gone[0]} is missing` : undefined;
}

/** How to start npm: the npm that started this file, else the one in PATH. @returns {[string, string[]]} */
function npm() {
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('npm-cli.js')) return [process.env['npm_node_execpath'] ?? process.execPath, [cli]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

/** How far npm has come: packages are unpacked as they arrive. */
function countPackages() {
  const paths = Object.entries(packagesIn('package-lock.json') ?? {}).filter(
    ([path, { optional }]) => path !== '' && !optional,
  );
  const there = paths.filter(([path]) => existsSync(join(root, path, 'package.json')));
  return `${there.length} of ${paths.length} packages unpacked`;
}

async function install(/** @type {string} */ why) {
  const started = Date.now();
  const [program, args] = npm();
  // Windows cannot delete the Node that is running, and `npm ci` deletes first. `npm install` keeps to the lock file too.
  const insideModules = process.execPath.startsWith(join(root, 'node_modules'));
  const verb = process.platform === 'win32' && insideModules ? 'install' : 'ci';
  say(`Set-up: ${why}, so \`npm ${verb}\` installs the locked packages (about 850 MB, a Node among them).`);
  // No package needs its install script (core-js prints a banner, esbuild saves a few milliseconds), so none is run.
  // The engine warnings of an old Node say nothing true: npm may run on it, the project does not.
  const quiet = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
  ];
  const {
    ok,
    output,
    why: failure,
  } = await run(program, [...args, verb, ...quiet], {
    doing: `npm ${verb}`,
    cwd: root,
    progress: countPackages,
  });
  if (!ok) {
    throw new Refusal(
      `npm ${verb} did not succeed (${failure}):\n${tail(output)}\n` +
        `  Check the network and the registry that \`npm config get registry\` names, then run the command again.`,
    );
  }
  say(`Set-up: packages installed in ${duration(Date.now() - started)}.`);
}

/**
 * @returns {Promise<string>} the path of a Node that is new enough
 * @throws {Refusal} where packages cannot be installed or no Node fits
 */
export async function setUp() {
  const why = reasonToInstall() ?? (findNode(root) ? undefined : 'no Node here is new enough');
  if (why !== undefined) await install(why);
  const node = findNode(root);
  if (!node) {
    throw new Refusal(
      `This project needs Node 22.18 or newer; yours is ${process.version}, and no packaged Node runs on ` +
        `${process.platform}-${process.arch}.\n  Install Node 24 (https://nodejs.org, or \`nvm install 24\`) and run the command again.`,
    );
  }
  if (why !== undefined)
    say(`Set-up: Node ${node.version} (${node.own ? 'your own' : 'from node_modules'}).`);
  return node.path;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp();
  say('Set-up: everything is in place.');
}

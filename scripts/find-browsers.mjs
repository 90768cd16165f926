// Which browsers of this machine can be driven. Looks only; scripts/install-browsers.mjs installs.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox, webkit } from '@playwright/test';

/**
 * How an engine is driven: `playwright` with Playwright's own build, `system` with a browser that is installed,
 * `webdriver` over the W3C protocol.
 *
 * @typedef {{ engine: 'chromium' | 'firefox' | 'webkit', through: 'playwright' | 'system' | 'webdriver', path: string }} Browser
 */

const { env, platform } = process;

/** Names looked up in PATH, and full paths where browsers live outside it. */
const places = {
  chromium: {
    linux: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'],
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    ),
    win32: windowsPrograms([
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ]),
  },
  firefox: {
    linux: ['firefox-esr', 'firefox'],
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: windowsPrograms(['Mozilla Firefox\\firefox.exe']),
  },
};

/** @param {string[]} files */
function windowsPrograms(files) {
  const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
    (folder) => folder !== undefined,
  );
  return folders.flatMap((folder) => files.map((file) => join(folder, file)));
}

/** @param {string} program @returns {string | undefined} */
function inPath(program) {
  const folders = (env['PATH'] ?? '').split(delimiter);
  return [program, ...folders.map((folder) => join(folder, program))].find(
    (path) => /[\\/]/.test(path) && existsSync(path),
  );
}

/**
 * A file can be there and still not start: a stub that only asks for a snap, or a build whose system libraries are missing.
 * Windows browsers do not answer `--version`, so there the file is taken at its word.
 *
 * @param {string | undefined} path
 * @returns {path is string}
 */
function starts(path) {
  if (path === undefined || !existsSync(path)) return false;
  return (
    platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0
  );
}

/** @param {'chromium' | 'firefox'} engine @param {string | undefined} wanted @returns {Browser | undefined} */
function find(engine, wanted) {
  const own = { chromium, firefox }[engine].executablePath();
  const listed = places[engine][/** @type {'linux'} */ (platform)] ?? [];
  for (const candidate of wanted === undefined ? listed : [wanted]) {
    const path = inPath(candidate);
    if (starts(path)) return { engine, through: 'system', path };
  }
  return starts(own) ? { engine, through: 'playwright', path: own } : undefined;
}

/** `CHROME_PATH` wins, then an installed Chrome, Chromium or Edge, then Playwright's own build. */
export const findChromium = () => find('chromium', env['CHROME_PATH']);

/** `FIREFOX_PATH` wins, then an installed Firefox, then Playwright's own build. */
export const findFirefox = () => find('firefox', env['FIREFOX_PATH']);

/** WebKitGTK's driver with its MiniBrowser (Linux), else Playwright's own build. @returns {Browser | undefined} */
export function findWebKit() {
  const driver = inPath('WebKitWebDriver');
  if (driver && inPath('Xvfb') && findMiniBrowser())
    return { engine: 'webkit', through: 'webdriver', path: driver };
  const own = webkit.executablePath();
  return existsSync(own) ? { engine: 'webkit', through: 'playwright', path: own } : undefined;
}

/** @returns {string | undefined} */
export function findMiniBrowser() {
  return globSync('/usr/{lib,libexec}/{*/,}webkit2gtk-4.*/MiniBrowser').sort().at(-1);
}

// Gets the browsers that the tests want and this machine lacks, and says which cannot be had.
import { existsSync } from 'node:fs';
import { findChromium, findFirefox, findWebKit } from './find-browsers.mjs';
import { run, say } from './tell.mjs';

/** Silence after which a download counts as impossible; Playwright reports its progress far more often. */
const patience = 25_000;

const wanted = [
  {
    name: 'Chromium',
    engine: 'chromium',
    find: findChromium,
    variable: 'CHROME_PATH',
    packages: ['chromium'],
    remedy: 'Install Chrome or Chromium, or set CHROME_PATH to its program.',
  },
  {
    name: 'Firefox',
    engine: 'firefox',
    find: findFirefox,
    variable: 'FIREFOX_PATH',
    packages: ['firefox-esr'],
    remedy: 'Install Firefox, or set FIREFOX_PATH to its program.',
  },
  {
    name: 'WebKit',
    engine: 'webkit',
    find: findWebKit,
    variable: undefined,
    packages: ['webkit2gtk-driver', 'xvfb'],
    remedy:
      'On Debian or Ubuntu: apt-get install webkit2gtk-driver xvfb. Elsewhere: npx playwright install webkit.',
  },
];

/** apt-get can be used without asking: Debian or a relative, and root. */
function mayUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

let listsAreFresh = false;

/** @param {string[]} packages */
async function installWithApt(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!listsAreFresh) {
    const update = await run('apt-get', ['update'], { doing: 'apt-get update', env });
    if (!update.ok) return update;
    listsAreFresh = true;
  }
  const args = ['install', '--yes', '--no-install-recommends', ...packages];
  return run('apt-get', args, { doing: `apt-get install ${packages.join(' ')}`, env });
}

let downloadsWork = true;

/** @param {string} engine */
async function downloadWithPlaywright(engine) {
  if (!downloadsWork) return { ok: false, output: '', why: 'the download before did not work either' };
  const result = await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', engine], {
    doing: `playwright install ${engine}`,
    // Playwright tries five times, so that a network without an answer costs 25 s and not two and a half minutes.
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
    patience,
  });
  downloadsWork = result.ok;
  return result;
}

/** The line of an output that says what went wrong. @param {string} output */
function complaint(output) {
  const lines = output.trim().split('\n');
  return lines.find((line) => /^\s*(E:|\w*Error:)/.test(line)) ?? lines.at(-1) ?? '';
}

/**
 * Chromium comes from Playwright where it can be downloaded and from Debian otherwise; for the other two engines
 * Debian's packages come first, because they are the ones this project's recipes were tried on.
 *
 * @param {(typeof wanted)[number]} browser
 */
async function install({ name, engine, find, variable, packages }) {
  const named = variable && process.env[variable];
  if (named) {
    say(`${variable} is ${named}, and no browser starts there.`);
    return undefined;
  }
  const download = { say: "Playwright's own build", run: () => downloadWithPlaywright(engine) };
  const apt = { say: `apt-get install ${packages.join(' ')}`, run: () => installWithApt(packages) };
  const ways = mayUseApt() ? (engine === 'chromium' ? [download, apt] : [apt, download]) : [download];
  for (const way of ways) {
    say(`Set-up: no ${name} here; trying ${way.say}.`);
    const { ok, output, why } = await way.run();
    const found = find();
    if (found) return found;
    say(
      ok
        ? '    It was installed, but does not start here.'
        : `    That did not work (${why}). ${complaint(output)}`,
    );
  }
  return undefined;
}

/**
 * @returns {Promise<{ found: import('./find-browsers.mjs').Browser[], missing: { name: string, remedy: string }[] }>}
 */
export async function installBrowsers() {
  const found = [];
  const missing = [];
  for (const browser of wanted) {
    const one = browser.find() ?? (await install(browser));
    if (one) {
      say(`${browser.name}: ${one.through === 'playwright' ? "Playwright's own build" : one.path}`);
      found.push(one);
    } else {
      say(`${browser.name}: cannot be had. ${browser.remedy}`);
      missing.push({ name: browser.name, remedy: browser.remedy });
    }
  }
  return { found, missing };
}

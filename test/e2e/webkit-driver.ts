/** WebKitGTK's MiniBrowser on a virtual display, driven over W3C WebDriver (https://www.w3.org/TR/webdriver2/). */
import type { StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMiniBrowser } from '../../scripts/find-browsers.mjs';
import { freePort } from '../../scripts/free-port.mjs';
import type { WebKitSession } from './webkit-session.ts';

/** Milliseconds: a page may train for minutes (Node's fetch would give up after five), but the driver must be there at once. */
const SCRIPT_TIMEOUT = 280_000;
const START_TIMEOUT = 20_000;

/** Starts a program in a process group of its own, so that ending it also ends what it started. */
function startGroup(program: string, args: readonly string[], env: NodeJS.ProcessEnv, stdio: StdioOptions) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio, detached: true });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group has ended by itself.
    }
  };
  process.once('exit', end);
  return {
    child,
    end: () => {
      process.off('exit', end);
      end();
    },
  };
}

/** With `-displayfd`, Xvfb picks a free display and writes its number there. */
async function startDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const { child, end } = startGroup('Xvfb', args, {}, ['ignore', 'ignore', 'ignore', 'pipe']);
  try {
    const signal = AbortSignal.timeout(START_TIMEOUT);
    const [display] = (await once(child.stdio[3] as Readable, 'data', { signal })) as [Buffer];
    return { display: `:${display.toString().trim()}`, end };
  } catch (error) {
    end();
    throw new Error('Xvfb did not start.', { cause: error });
  }
}

/** One WebDriver command; the error of the page or of the driver becomes an Error here. */
async function command(url: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`WebKitWebDriver: ${error}: ${message}`);
}

/** The driver answers on its port a moment after it was started. */
async function untilReady(address: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    try {
      await command(`${address}/status`, 'GET');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

/** Opens MiniBrowser; `driver` is the path of WebKitWebDriver. */
export async function driveMiniBrowser(driver: string): Promise<WebKitSession> {
  const screen = await startDisplay();
  const port = await freePort();
  // Software drawing on X11: a test machine has neither a GPU nor a Wayland session.
  const env = { DISPLAY: screen.display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' };
  const server = startGroup(driver, [`--port=${port}`, '--host=127.0.0.1'], env, 'ignore');
  const end = () => {
    server.end();
    screen.end();
  };
  try {
    const address = `http://127.0.0.1:${port}`;
    await untilReady(address);
    const browserOptions = { binary: findMiniBrowser(), args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': browserOptions } };
    const { sessionId } = (await command(`${address}/session`, 'POST', { capabilities })) as {
      sessionId: string;
    };
    const session = `${address}/session/${sessionId}`;
    await command(`${session}/timeouts`, 'POST', { script: SCRIPT_TIMEOUT });
    return {
      open: async (url) => {
        await command(`${session}/url`, 'POST', { url });
      },
      run: async <T>(body: string) => {
        const script = `const done = arguments[0];
          (async () => {${body}\n})().then((value) => done({ value }), (error) => done({ thrown: String(error) }));`;
        const answer = await command(`${session}/execute/async`, 'POST', { script, args: [] });
        const { value, thrown } = answer as { value: T; thrown?: string };
        if (thrown !== undefined) throw new Error(`In WebKit: ${thrown}`);
        return value;
      },
      screenshot: async () =>
        Buffer.from((await command(`${session}/screenshot`, 'GET')) as string, 'base64'),
      quit: async () => {
        await command(session, 'DELETE').catch(() => undefined);
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

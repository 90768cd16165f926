// `npm start`: build the site, then serve it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { portProblem, readPort, serve } from './serve.mjs';
import { Refusal, say } from './tell.mjs';

/** Knowing before the build that the port is taken saves the reader the wait. @param {number} port */
async function assertFree(port) {
  const probe = createServer().listen({ port, host: '127.0.0.1' });
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw portProblem(/** @type {NodeJS.ErrnoException} */ (error), port);
  } finally {
    probe.close();
  }
}

/** @returns {{ port: number }} */
function readOptions() {
  try {
    return { port: readPort(parseArgs({ options: { port: { type: 'string' } } }).values.port, 4321) };
  } catch (error) {
    throw error instanceof Refusal
      ? error
      : new Refusal(`${error.message}\nUsage: npm start [-- --port 4321]`);
  }
}

try {
  const { port } = readOptions();
  await assertFree(port);
  say('Building the site into dist/ …');
  const build = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], { stdio: 'inherit' });
  const [code] = await once(build, 'exit');
  if (code !== 0) throw new Refusal('The build failed, so there is nothing to serve; its message is above.');
  const { url, close } = await serve('dist', { port, base: process.env.SITE_BASE ?? '/' });
  say(`\nTheorem or Habit is at ${url} (Ctrl-C stops it)`);
  const stop = () => {
    say('\nStopped.');
    close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(error.message);
  process.exitCode = 1;
}

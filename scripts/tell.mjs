// How the commands talk: one line at a time on standard output, and never more than a few seconds of silence.
// Plain JavaScript without dependencies, because it runs before `npm ci` has.
import { spawn } from 'node:child_process';

/** Milliseconds after which a quiet program gets a sign of life: a little longer once it is known to take its time. */
const silence = (/** @type {number} */ running) => (running < 60_000 ? 5_000 : 10_000);

/** @param {string} [line] */
export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** An error whose message is meant for the person at the terminal, so no stack is shown. */
export class Refusal extends Error {}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs a program and prints a sign of life when nothing has been printed for a few seconds.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.doing what the program does, for the sign of life
 * @param {boolean} [options.echo] shows the program's output as it comes; otherwise it is only kept
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {() => string} [options.progress] more to say in the sign of life
 * @param {number} [options.patience] milliseconds without any output after which the program is stopped
 * @returns {Promise<{ ok: boolean, output: string, why: string }>} `why` names the failure
 */
export function run(program, args, { doing, echo = false, env, cwd, progress, patience = Infinity }) {
  return new Promise((resolve) => {
    const started = Date.now();
    let output = '';
    let heardAt = started;
    let toldAt = started;
    let gaveUp = false;
    const child = spawn(program, args, {
      env: env ?? process.env,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && program.endsWith('.cmd'),
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
        heardAt = Date.now();
        if (echo) {
          toldAt = heardAt;
          process.stdout.write(chunk);
        }
      });
    }
    const heartbeat = setInterval(() => {
      const now = Date.now();
      if (now - heardAt > patience) {
        gaveUp = true;
        child.kill('SIGKILL');
      } else if (now - toldAt >= silence(now - started)) {
        toldAt = now;
        say(`    … ${doing}, ${duration(now - started)}${progress ? `, ${progress()}` : ''}`);
      }
    }, 1_000);
    /** @param {boolean} ok @param {string} why */
    const finish = (ok, why) => {
      clearInterval(heartbeat);
      resolve({ ok, output, why });
    };
    child.on('error', (error) => finish(false, error.message));
    child.on('close', (code, signal) => {
      if (gaveUp) finish(false, `nothing heard for ${duration(patience)}`);
      else finish(code === 0, code === null ? `ended by ${signal}` : `exit code ${code}`);
    });
  });
}

/** The last lines of an output, indented, to show under a failure. @param {string} output */
export function tail(output, lines = 15) {
  return output
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}

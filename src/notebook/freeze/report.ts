/** Progress of one cell on the terminal: rewritten in place where there is one, a line every few seconds elsewhere. */

import type { Progress } from '../../runtime/contract.ts';
import { remaining } from '../../runtime/describe.ts';

export interface Report {
  readonly progress: (progress: Progress) => void;
  done(word: string): void;
  fail(): void;
}

export function reportProgress(name: string): Report {
  const start = performance.now();
  const terminal = process.stdout.isTTY;
  let told = start;
  const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  if (terminal) process.stdout.write(`  ${name} …`);
  const end = (mark: string, word: string): void =>
    void process.stdout.write(`${terminal ? '\r\x1b[K' : ''}  ${mark} ${name} · ${word} · ${seconds()}\n`);
  return {
    progress(progress) {
      const now = performance.now();
      if (now - told < (terminal ? 100 : 3000)) return;
      told = now;
      const line = `  ${name} · step ${progress.step} of ${progress.steps} · ${remaining(progress)}`;
      process.stdout.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
    },
    done: (word) => end('✓', word),
    fail: () => end('✗', 'failed'),
  };
}

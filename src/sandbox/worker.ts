/**
 * The worker in the sandbox. The page puts the code of its cells before this script, so that nothing is evaluated that was not
 * there from the start; bytes come through the channel, for there is no network.
 */

import { setAssetSource } from '#data';
// Where wasm is not to be had; a script in the sandbox cannot load another.
import '../tensor/cpu.ts';
import { createComputer } from '../runtime/computer.ts';
import type { CellFunction, LiveContext } from '../runtime/contract.ts';
import { describeError } from '../runtime/describe-error.ts';
import { findWrong } from '../runtime/find-wrong.ts';
import type { RunError } from '../runtime/messages.ts';
import { ImportMistake, library } from './libraries.ts';
import type { CellLines, FromSandbox, ToSandbox } from './messages.ts';

/** What the page has written before this script. */
declare const editedCells: Readonly<Record<string, (given: typeof library) => CellFunction<LiveContext>>>;
declare const editedLines: CellLines;

const index = Object.fromEntries(
  Object.entries(editedCells).map(([id, make]) => {
    const load = async () => {
      try {
        return { default: make(library) };
      } catch (error) {
        if (error instanceof ImportMistake) Object.assign(error, { cell: id });
        throw error;
      }
    };
    return [id, load];
  }),
);

/** An error with its place in the code of a cell: in its first frame that is in one. */
function describe(error: unknown): RunError {
  const told = describeError(error);
  const at = (cell: string, line: number, column: number): RunError => ({
    ...told,
    place: { cell, line, column, file: '', frame: '' },
  });
  if (error instanceof ImportMistake && 'cell' in error)
    return at(String(error.cell), error.line, error.column);
  // All of the script has one address; its first frame in the lines of a cell is that cell's.
  for (const frame of told.stack.split(`${self.location.href}:`).slice(1)) {
    const [line = 0, column = 0] = frame.split(/\D/, 2).map(Number);
    for (const [cell, [first, count]] of Object.entries(editedLines))
      if (line >= first && line < first + count) return at(cell, line - first + 1, column);
  }
  return told;
}

self.addEventListener(
  'message',
  ({ data, ports: [port] }: MessageEvent<{ wasm: ArrayBuffer }>) => {
    if (!port) return;
    const post = (message: FromSandbox): void => port.postMessage(message);
    const files = new Map<string, (bytes: ArrayBuffer | string) => void>();
    setAssetSource(async (name) => {
      const bytes = await new Promise<ArrayBuffer | string>((resolve) => {
        files.set(name, resolve);
        post({ type: 'file', name });
      });
      if (typeof bytes === 'string') throw new Error(bytes);
      return bytes;
    });
    const compute = createComputer({
      post,
      wasm: async () => data.wasm,
      cells: async () => index,
      describe,
      check(output, value) {
        const wrong = findWrong(value, output);
        if (wrong)
          throw new Error(
            `${wrong.path} is ${wrong.what}, which the page cannot show. Give it ${wrong.remedy}.`,
          );
      },
    });
    port.addEventListener('message', ({ data: message }: MessageEvent<ToSandbox>) => {
      if (message.type === 'file') files.get(message.name)?.(message.bytes);
      else compute(message);
    });
    port.start();
  },
  { once: true },
);

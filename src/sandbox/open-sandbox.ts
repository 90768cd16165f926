/** Starts a worker for a reader's code: in a document without an origin, a network or a store of anything. */

import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import sandboxHash from 'virtual:notebook/sandbox';
import { frameOf } from '../runtime/cell-map.ts';
import { fetchAsset } from '../runtime/fetch-asset.ts';
import type { FromWorker, RunError } from '../runtime/messages.ts';
import type { ComputeWorker } from '../runtime/worker-client.ts';
import type { CellLines, FromSandbox, ToSandbox } from './messages.ts';
import { readMessage } from './read-message.ts';
import { sandboxDocument } from './relay.ts';
import workerUrl from './worker.ts?worker&url';

/** The code of one live cell, all of which run in the sandbox as soon as one of them is a reader's. */
export interface SandboxCell {
  readonly id: string;
  /** As it stands in the editor or on the page. */
  readonly code: string;
  /** As the compiler gives it. */
  readonly module: string;
  readonly edited: boolean;
}

const bytesOf = async (address: string): Promise<Response> => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url} answers with ${response.status}.`);
  return response;
};

/** Starts the worker; what is sent to it before it is there waits for it. */
export function openSandbox(cells: readonly SandboxCell[]): ComputeWorker {
  const heard: ((event: { data: FromWorker }) => void)[] = [];
  const failed: ((event: { message: string; preventDefault(): void }) => void)[] = [];
  const fail = (message: string): void =>
    failed.forEach((listener) => listener({ message, preventDefault: () => undefined }));
  const { port1: port, port2 } = new MessageChannel();
  const send = (message: ToSandbox, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);

  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.title = 'Where edited code runs';
  frame.srcdoc = sandboxDocument(sandboxHash);

  const give = async (name: string): Promise<void> => {
    try {
      const bytes = await fetchAsset(name);
      send({ type: 'file', name, bytes }, [bytes]);
    } catch (error) {
      send({ type: 'file', name, bytes: String(error instanceof Error ? error.message : error) });
    }
  };
  port.onmessage = ({ data }: MessageEvent<unknown>): void => {
    const message: FromSandbox | undefined = readMessage(data);
    if (!message) return;
    if (message.type === 'file') void give(message.name);
    else
      heard.forEach((listener) =>
        listener({
          data: message.type === 'failed' ? { ...message, error: withFrame(message.error, cells) } : message,
        }),
      );
  };
  const hearFrame = ({ source, data }: MessageEvent<unknown>): void => {
    if (source === frame.contentWindow) fail(String(data));
  };
  window.addEventListener('message', hearFrame);

  const start = async (): Promise<void> => {
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    const [script, wasm] = await Promise.all([
      bytesOf(workerUrl).then((response) => response.text()),
      bytesOf(wasmUrl).then((response) => response.arrayBuffer()),
      loaded,
    ]);
    frame.contentWindow?.postMessage({ script: scriptOf(cells, script), wasm }, '*', [port2, wasm]);
  };
  start().catch((error: unknown) => {
    console.error(error);
    fail('');
  });

  return {
    postMessage: (message) => {
      if (message.type !== 'reload') send(message);
    },
    terminate() {
      window.removeEventListener('message', hearFrame);
      port.close();
      frame.remove();
    },
    addEventListener(type: 'message' | 'error', listener: (event: never) => void) {
      if (type === 'message') heard.push(listener as (typeof heard)[number]);
      else failed.push(listener as (typeof failed)[number]);
    },
  };
}

/** The worker's script with the cells before it, each from a line of its own. */
function scriptOf(cells: readonly SandboxCell[], worker: string): string {
  const lines: Record<string, CellLines[string]> = {};
  const text = ["'use strict'; self.editedCells = {"];
  for (const { id, module, code } of cells) {
    text.push(`${JSON.stringify(id)}:`);
    // Above the cell's own first line, the module has one.
    lines[id] = [text.length + 2, code.split('\n').length];
    text.push(...module.split('\n'), ',');
  }
  return [...text, `}; self.editedLines = ${JSON.stringify(lines)};`, '(() => {', worker, '})();'].join('\n');
}

/** Names the place for a person, with the code around it. */
function withFrame({ place, ...error }: RunError, cells: readonly SandboxCell[]): RunError {
  const cell = place && cells.find(({ id }) => id === place.cell);
  if (!place || !cell) return error;
  const lines = Object.fromEntries(cell.code.split('\n').map((line, i) => [i + 1, line]));
  const file = cell.edited ? `your code of “${cell.id}”` : `published code of “${cell.id}”`;
  return { ...error, place: { ...place, file, frame: frameOf(lines, place.line, place.column) } };
}

/** Where a step is timed: Node, or a browser. */
import type { Start } from '../src/speed/start.ts';
import type { Timed } from './messages.ts';

/** Somebody who trains a model from a given start, one request at a time. */
export interface Peer {
  load(model: string, start: Start): Promise<void>;
  run(steps: number): Promise<Timed>;
  readonly end: () => void;
}

/** Who trains with the project's own tensor layer, one request at a time. */
export interface Trainee {
  load(model: string): Promise<Start>;
  run(steps: number): Promise<Timed>;
  /** The share of the time of some steps that is spent in kernels of WebAssembly. */
  profile(steps: number): Promise<number>;
  readonly end: () => void;
}

export interface Engine {
  /** Its name and version. */
  readonly name: string;
  /** Starts a process or page that trains with the project's own tensor layer; `end` it. */
  startOurs(): Promise<Trainee>;
  /** Starts stock tfjs on one of its backends; `end` it. */
  startStock(backend: 'wasm' | 'cpu'): Promise<Peer>;
}

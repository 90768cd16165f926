/** Watches one live step: what it allocates and frees, which kernels run on what, and what they call. */
import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { aliasOf } from './alias.ts';
import { listenToCalls } from './calls.ts';
import type { Call } from './calls.ts';
import { bytesPerElement, sizeOf } from './machine.ts';
import type { Entry, Machine } from './machine.ts';
import type { Block } from './plan.ts';

/** Memory that a kernel asked for while it ran, or (with `borrowed`) a piece of another tensor that it named. */
export interface Allocation {
  readonly dataId: object;
  /** Where it lies, also after the kernel has given a borrowed piece back. */
  readonly entry: Entry;
  readonly borrowed: boolean;
}

/** A tensor that a kernel takes: where it comes from, the same for two runs of one step. */
export interface Operand {
  readonly origin: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** What a kernel is called with. */
export interface KernelArguments {
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
  readonly attrs: NamedAttrMap | undefined;
}

export type KernelFunction = (args: KernelArguments & { readonly backend: unknown }) => unknown;

/** One kernel of a step. */
export interface Operation {
  readonly name: string;
  readonly kernel: KernelFunction;
  readonly args: KernelArguments;
  readonly operands: readonly Operand[];
  readonly allocations: Allocation[];
  /** Its calls into wasm, in order. */
  readonly calls: Call[];
  /** It looked into memory, or took some, by itself: its calls alone do not tell what it does. */
  inJavaScript: boolean;
  /** All that it takes is the same in every step, and so is what it gives. */
  readonly constant: boolean;
}

/** A tensor that the step made of numbers: the same in every step, or the step cannot be replayed. */
export interface Upload {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly bytes: Uint8Array;
}

export interface Trace<Result> {
  readonly result: Result;
  readonly operations: readonly Operation[];
  readonly uploads: readonly Upload[];
  readonly blocks: readonly Block[];
  /** Where a tensor comes from, by its data. */
  readonly originOf: (dataId: object) => string;
  /** Whether something that the step made lives on; to be asked when the step is over. */
  readonly outlived: () => boolean;
  /** Why the step cannot be replayed, if something stands in the way. */
  readonly obstacle: string | null;
}

/** Memory of a recording, and what has been put there. */
export interface Arena {
  /** The address for the block with this number, or null when none was planned for so many bytes. */
  readonly place: (block: number, bytes: number) => number | null;
  /** Ids in the module's table that stand for pieces of it. */
  readonly ids: Map<number, { readonly size: number; readonly address: number }>;
  /** Data that lie in it, each with one reference of the recording's own. */
  readonly pinned: object[];
}

export interface TraceOptions {
  readonly machine: Machine;
  /** Names of the tensors that come from outside, by their data. Others that turn up are added, numbered. */
  readonly origins: Map<object, string>;
  /** Where the step's tensors are to lie, and stay; null leaves them to tfjs, which frees them. */
  readonly arena: Arena | null;
}

/** Kernels that ask of a tensor its shape alone. */
const SHAPE_ALONE: ReadonlySet<string> = new Set(['ZerosLike', 'OnesLike']);

type MutableBlock = { -readonly [Key in keyof Block]: Block[Key] };

/** A property of an object replaced for a while; returns what puts it back. */
function replace<Owner extends object, Key extends keyof Owner>(
  owner: Owner,
  key: Key,
  value: Owner[Key],
): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, key);
  Object.defineProperty(owner, key, { value, configurable: true, writable: true, enumerable: true });
  return () => {
    if (own) Object.defineProperty(owner, key, own);
    else Reflect.deleteProperty(owner, key);
  };
}

/** Tells when one of the views that emscripten keeps of its memory is read; returns what ends it. */
function watchViews(wasm: Machine['wasm'], read: () => void): () => void {
  const views = wasm as unknown as Record<string, unknown>;
  const names = Object.keys(views).filter((name) => name.startsWith('HEAP'));
  for (const name of names) {
    let view = views[name];
    Object.defineProperty(views, name, {
      configurable: true,
      enumerable: true,
      get: () => {
        read();
        return view;
      },
      set: (next) => {
        view = next; // the memory has grown
      },
    });
  }
  return () => {
    for (const name of names) {
      const view = (Object.getOwnPropertyDescriptor(views, name)!.get as () => unknown)();
      Object.defineProperty(views, name, {
        value: view,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
  };
}

/** Runs `step` live and tells what it did. Throws what the step throws; everything is as before then. */
export function trace<Result>(step: () => Result, { machine, origins, arena }: TraceOptions): Trace<Result> {
  const operations: Operation[] = [];
  const uploads: Upload[] = [];
  const blocks: MutableBlock[] = [];
  const blockOf = new Map<object, number>();
  const steady = new Set<object>(); // data that are the same in every step
  let moment = 0;
  const watch: {
    obstacle: string | null;
    /** The kernel that runs, called by the step itself. */
    current: Operation | null;
    /** tfjs's own bookkeeping is at work. */
    accounting: boolean;
  } = { obstacle: null, current: null, accounting: false };

  const hinder = (why: string): void => {
    watch.obstacle ??= why;
  };
  const originOf = (dataId: object): string => {
    const block = blockOf.get(dataId);
    if (block !== undefined) return `block ${block}`;
    const known = origins.get(dataId);
    if (known !== undefined) return known;
    const name = `outside ${origins.size}`;
    origins.set(dataId, name);
    return name;
  };
  const looked = (): void => {
    if (watch.accounting) return;
    if (watch.current) watch.current.inJavaScript = true;
    else hinder('the loss reads the values of a tensor, on which its course may depend');
  };
  /** Runs a method of the backend without taking its own work in memory for the kernel's. */
  const account = <Value>(work: () => Value): Value => {
    const outer = watch.accounting;
    watch.accounting = true;
    try {
      return work();
    } finally {
      watch.accounting = outer;
    }
  };

  const { wasm } = machine;
  const { move, makeOutput, disposeData, typedArrayFromHeap, readSync, read } = machine;
  const { _malloc, _free } = wasm;
  const undo = [
    watchViews(wasm, looked),
    replace(machine, 'move', (dataId, values, shape, dtype, refCount) => {
      const perElement = bytesPerElement(dtype);
      if (perElement === null) hinder(`a tensor of dtype ${dtype} is made`);
      const bytes = sizeOf(shape) * (perElement ?? 0);
      const block = blocks.length;
      const address = arena?.place(block, bytes) ?? null;
      if (values && watch.current) watch.current.inJavaScript = true;
      account(() => {
        if (!arena || address === null) move.call(machine, dataId, values, shape, dtype, refCount);
        else {
          const id = machine.dataIdNextNumber++;
          machine.dataIdMap.set(dataId, { id, memoryOffset: address, shape, dtype, refCount: refCount + 1 });
          wasm.tfjs.registerTensor(id, sizeOf(shape), address);
          if (values) wasm.HEAPU8.set(new Uint8Array(values.buffer, values.byteOffset, bytes), address);
          arena.ids.set(id, { size: sizeOf(shape), address });
          arena.pinned.push(dataId);
        }
      });
      blockOf.set(dataId, block);
      const constant = watch.current ? watch.current.constant : true;
      if (constant) steady.add(dataId);
      // What is never written again has its place from the start: nothing may lie there before it.
      blocks.push({ bytes, born: constant ? 0 : ++moment, dies: Infinity });
      if (!watch.current) {
        const copy = values
          ? new Uint8Array(values.buffer, values.byteOffset, bytes).slice()
          : new Uint8Array();
        uploads.push({ shape, dtype, bytes: copy });
      } else
        watch.current.allocations.push({ dataId, entry: machine.dataIdMap.get(dataId), borrowed: false });
    }),
    replace(machine, 'makeOutput', (shape, dtype, address, values) => {
      const info = makeOutput.call(machine, shape, dtype, address, values);
      if (address !== undefined && watch.current) {
        const entry = machine.dataIdMap.get(info.dataId);
        arena?.ids.set(entry.id, { size: sizeOf(shape), address });
        watch.current.allocations.push({ dataId: info.dataId, entry, borrowed: true });
      } else if (address !== undefined) hinder('a tensor is laid over memory outside of a kernel');
      return info;
    }),
    replace(machine, 'disposeData', (dataId, force) => {
      const freed = account(() => disposeData.call(machine, dataId, force));
      const block = blockOf.get(dataId);
      if (block === undefined) return freed;
      const gone = !machine.dataIdMap.has(dataId) || (arena && machine.dataIdMap.get(dataId).refCount === 1);
      if (gone && !steady.has(dataId)) blocks[block]!.dies = ++moment;
      return freed;
    }),
    replace(machine, 'typedArrayFromHeap', (info) => {
      looked();
      return account(() => typedArrayFromHeap.call(machine, info));
    }),
    replace(machine, 'readSync', (...args) => {
      looked();
      return account(() => readSync.apply(machine, args));
    }),
    replace(machine, 'read', (dataId) => {
      looked();
      return read.call(machine, dataId);
    }),
    replace(wasm, '_malloc', (bytes) => {
      looked();
      return _malloc(bytes);
    }),
    replace(wasm, '_free', (address) => {
      looked();
      _free(address);
    }),
    ...getKernelsForBackend('wasm').map((config) => {
      const kernel = config.kernelFunc as KernelFunction;
      const watched: KernelFunction = (args) => {
        if (watch.current) return kernel(args); // a kernel that another one uses
        const inputs = Object.values(args.inputs).filter((input) => input !== undefined);
        const alias = aliasOf(config.kernelName, args);
        if (alias) {
          machine.incRef(alias.dataId);
          return alias;
        }
        const operation: Operation = {
          name: config.kernelName,
          kernel,
          args: { inputs: args.inputs, attrs: args.attrs },
          operands: inputs.map(({ dataId, shape, dtype }) => ({ origin: originOf(dataId), shape, dtype })),
          allocations: [],
          calls: [],
          inJavaScript: false,
          constant: SHAPE_ALONE.has(config.kernelName) || inputs.every(({ dataId }) => steady.has(dataId)),
        };
        operations.push(operation);
        watch.current = operation;
        try {
          const outputs = kernel(args);
          if (Array.isArray(outputs) && outputs.length === 0)
            hinder(`the kernel ${config.kernelName} changes a tensor in place`);
          return outputs;
        } finally {
          watch.current = null;
        }
      };
      return replace(config, 'kernelFunc', watched as typeof config.kernelFunc);
    }),
  ];
  listenToCalls((call) => {
    if (call.name === 'register_tensor') return true;
    // What is recorded stays in the module's table until the recording is disposed.
    if (call.name === 'dispose_data') return !arena?.ids.has(call.args[0] as number);
    if (!watch.current) hinder(`'${call.name}' is called outside of a kernel`);
    else
      watch.current.calls.push({
        ...call,
        args: call.args.map((arg) => (arg instanceof Uint8Array ? arg.slice() : arg)),
      });
    return true;
  });
  try {
    const result = step();
    return {
      result,
      operations,
      uploads,
      blocks,
      originOf,
      outlived: () => [...blockOf.keys()].some((dataId) => machine.dataIdMap.has(dataId)),
      obstacle: watch.obstacle,
    };
  } finally {
    listenToCalls(null);
    for (const putBack of undo.reverse()) putBack();
  }
}

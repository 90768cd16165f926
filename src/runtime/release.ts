/** Frees what a value that the worker kept holds: tensors, learners, models, in whatever structure. */

interface Disposable {
  readonly isDisposed?: boolean;
  dispose(): void;
}

export function release(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return;
  seen.add(value);
  if (isDisposable(value)) {
    if (value.isDisposed !== true) value.dispose();
    return;
  }
  for (const held of value instanceof Map || value instanceof Set ? value.values() : Object.values(value))
    release(held, seen);
}

function isDisposable(value: object): value is Disposable {
  return 'dispose' in value && typeof value.dispose === 'function';
}

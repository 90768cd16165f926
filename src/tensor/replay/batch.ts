import { Tensor } from '@tensorflow/tfjs-core';

/** What a step may know of a batch before it computes: the key of its recording. */
export interface BatchForm {
  /** Structure, shapes, types, and all that is not a tensor. */
  readonly key: string;
  /** Its tensors, in the order of the walk; one that stands twice counts twice. */
  readonly tensors: readonly Tensor[];
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** The form of a batch, or in words what in it a recording could not be keyed by. */
export function formOf(batch: unknown): BatchForm | string {
  const tensors: Tensor[] = [];
  let obstacle: string | null = null;
  const walk = (value: unknown, path: string): string => {
    if (value instanceof Tensor) {
      const tensor = value as Tensor;
      tensors.push(tensor);
      return `${tensor.dtype}[${tensor.shape.join()}]`;
    }
    if (Array.isArray(value)) return `[${value.map((item, i) => walk(item, `${path}.${i}`)).join()}]`;
    switch (typeof value) {
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value);
      case 'bigint':
      case 'boolean':
      case 'undefined':
        return String(value);
      case 'string':
        return JSON.stringify(value);
      case 'object':
        if (value === null) return 'null';
        if (isPlain(value))
          return `{${Object.entries(value)
            .map(([name, item]) => `${JSON.stringify(name)}:${walk(item, `${path}.${name}`)}`)
            .join()}}`;
    }
    obstacle ??= `${path} is neither a tensor nor plain data`;
    return '';
  };
  const key = walk(batch, 'batch');
  return obstacle ?? { key, tensors };
}

/** The same batch with other tensors in place of its own, in the order of the walk. */
export function withTensors<B>(batch: B, tensors: readonly Tensor[]): B {
  let next = 0;
  const walk = (value: unknown): unknown => {
    if (value instanceof Tensor) return tensors[next++];
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item)]));
  };
  return walk(batch) as B; // the walk keeps the form, which the type system cannot follow
}

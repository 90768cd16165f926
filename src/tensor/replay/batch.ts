import { Tensor } from '@tensorflow/tfjs-core';

/** What a batch looks like, part by part, so that another of the same form is recognised without any string. */
type Pattern =
  | { readonly kind: 'tensor'; readonly dtype: string; readonly shape: readonly number[] }
  | { readonly kind: 'list'; readonly items: readonly Pattern[] }
  | { readonly kind: 'record'; readonly names: readonly string[]; readonly items: readonly Pattern[] }
  | { readonly kind: 'value'; readonly value: unknown };

/** What a step may know of a batch before it computes: the key of its recording. */
export interface BatchForm {
  /** Structure, shapes, types, and all that is not a tensor. */
  readonly key: string;
  readonly pattern: Pattern;
  /** Its tensors, in the order of the walk; one that stands twice counts twice. */
  readonly tensors: readonly Tensor[];
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const keyOfValue = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  return Object.is(value, -0) ? '-0' : String(value);
};

/** The pattern as a string, different for different patterns. */
function keyOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'tensor':
      return `${pattern.dtype}[${pattern.shape.join()}]`;
    case 'list':
      return `[${pattern.items.map(keyOf).join()}]`;
    case 'record':
      return `{${pattern.names.map((name, i) => `${JSON.stringify(name)}:${keyOf(pattern.items[i]!)}`).join()}}`;
    case 'value':
      return typeof pattern.value === 'bigint' ? `${pattern.value}n` : keyOfValue(pattern.value);
  }
}

/** The form of a batch, or in words what in it a recording could not be keyed by. */
export function formOf(batch: unknown): BatchForm | string {
  const tensors: Tensor[] = [];
  let obstacle: string | null = null;
  const walk = (value: unknown, path: string): Pattern => {
    if (value instanceof Tensor) {
      const tensor = value as Tensor;
      tensors.push(tensor);
      return { kind: 'tensor', dtype: tensor.dtype, shape: [...tensor.shape] };
    }
    if (Array.isArray(value))
      return { kind: 'list', items: Array.from(value, (item, i) => walk(item, `${path}.${i}`)) };
    if (typeof value === 'object' && value !== null && isPlain(value)) {
      const entries = Object.entries(value);
      return {
        kind: 'record',
        names: entries.map(([name]) => name),
        items: entries.map(([name, item]) => walk(item, `${path}.${name}`)),
      };
    }
    if ((typeof value === 'object' && value !== null) || ['function', 'symbol'].includes(typeof value))
      obstacle ??= `${path} is neither a tensor nor plain data`;
    return { kind: 'value', value };
  };
  const pattern = walk(batch, 'batch');
  return obstacle ?? { key: keyOf(pattern), pattern, tensors };
}

/** Whether a value fits a pattern; its tensors go to the end of `tensors`. */
function fits(pattern: Pattern, value: unknown, tensors: Tensor[]): boolean {
  switch (pattern.kind) {
    case 'value':
      return Object.is(value, pattern.value);
    case 'tensor': {
      if (!(value instanceof Tensor)) return false;
      const tensor = value as Tensor;
      const { shape } = tensor;
      if (tensor.dtype !== pattern.dtype || shape.length !== pattern.shape.length) return false;
      for (let i = 0; i < shape.length; i++) if (shape[i] !== pattern.shape[i]) return false;
      tensors.push(tensor);
      return true;
    }
    case 'list': {
      const { items } = pattern;
      if (!Array.isArray(value) || value.length !== items.length) return false;
      for (let i = 0; i < items.length; i++) if (!fits(items[i]!, value[i], tensors)) return false;
      return true;
    }
    case 'record': {
      if (typeof value !== 'object' || value === null || value instanceof Tensor) return false;
      if (Array.isArray(value) || !isPlain(value)) return false;
      const { names, items } = pattern;
      let next = 0;
      for (const name in value) {
        if (!Object.hasOwn(value, name)) continue;
        if (name !== names[next]) return false;
        if (!fits(items[next++]!, (value as Record<string, unknown>)[name], tensors)) return false;
      }
      return next === names.length;
    }
  }
}

/** The same form with the tensors of this batch, if it has that form; null otherwise. It takes less than `formOf`. */
export function recognise(form: BatchForm, batch: unknown): BatchForm | null {
  const tensors: Tensor[] = [];
  return fits(form.pattern, batch, tensors) ? { key: form.key, pattern: form.pattern, tensors } : null;
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

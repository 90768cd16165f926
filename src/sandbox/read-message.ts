/** What comes out of the sandbox is a stranger's: it is taken for a message only as far as it has the form of one. */

import type { Progress } from '../runtime/contract.ts';
import type { RunError } from '../runtime/messages.ts';
import type { FromSandbox } from './messages.ts';

type Unknown = Readonly<Record<string, unknown>>;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number => (isNumber(value) ? value : 0);
const isObject = (value: unknown): value is Unknown => typeof value === 'object' && value !== null;

/** The message, made anew of the parts that one may have; `undefined` where it is none. */
export function readMessage(data: unknown): FromSandbox | undefined {
  if (!isObject(data)) return undefined;
  const { type, run, tensors } = data;
  if (type === 'file') return typeof data['name'] === 'string' ? { type, name: data['name'] } : undefined;
  if (!isNumber(run)) return undefined;
  switch (type) {
    case 'started':
      return { type, run, backend: textOf(data['backend']), reason: textOf(data['reason']) };
    case 'snapshot':
      return isObject(data['outputs']) ? { type, run, outputs: { ...data['outputs'] } } : undefined;
    case 'progress':
      return isObject(data['progress']) ? { type, run, progress: readProgress(data['progress']) } : undefined;
    case 'finished':
      return { type, run, elapsed: numberOf(data['elapsed']), tensors: numberOf(tensors) };
    case 'stopped':
    case 'forgotten':
      return { type, run, tensors: numberOf(tensors) };
    case 'failed':
      return { type, run, tensors: numberOf(tensors), error: readError(data['error']) };
    default:
      return undefined;
  }
}

function readProgress(given: Unknown): Progress {
  const { stepsPerSecond, note } = given;
  return {
    step: numberOf(given['step']),
    steps: numberOf(given['steps']),
    ...(isNumber(stepsPerSecond) ? { stepsPerSecond } : {}),
    ...(typeof note === 'string' ? { note } : {}),
  };
}

function readError(given: unknown): RunError {
  if (!isObject(given)) return { name: 'Error', message: '', stack: '' };
  const told = { name: textOf(given['name']), message: textOf(given['message']), stack: '' };
  const { place } = given;
  if (!isObject(place) || typeof place['cell'] !== 'string') return told;
  return {
    ...told,
    place: {
      cell: place['cell'],
      line: numberOf(place['line']),
      column: numberOf(place['column']),
      file: '',
      frame: '',
    },
  };
}

import type { RunError } from './messages.ts';

/** Any thrown thing as an error that can be told. */
export function describeError(error: unknown): RunError {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack ?? '' };
  return { name: 'Error', message: String(error), stack: '' };
}

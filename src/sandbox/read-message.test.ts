import { describe, expect, test } from 'vitest';
import { readMessage } from './read-message.ts';

describe('readMessage', () => {
  test('a message stays as it is', () => {
    for (const message of [
      { type: 'started', run: 1, backend: 'wasm', reason: 'why' },
      { type: 'snapshot', run: 1, outputs: { a: [1, { b: 2 }] } },
      { type: 'progress', run: 1, progress: { step: 1, steps: 2, stepsPerSecond: 3, note: 'n' } },
      { type: 'finished', run: 1, elapsed: 2, tensors: 3 },
      { type: 'stopped', run: 1, tensors: 3 },
      { type: 'forgotten', run: 1, tensors: 3 },
      { type: 'file', name: 'a.bin' },
    ])
      expect(readMessage(message)).toEqual(message);
  });

  test('what has not the form of one is none, and a part that is no part of one is left out', () => {
    for (const other of [null, 1, 'run', [], {}, { type: 'evaluate', run: 1 }, { type: 'snapshot', run: 1 }])
      expect(readMessage(other)).toBeUndefined();
    expect(readMessage({ type: 'finished', run: NaN, elapsed: 1, tensors: 0 })).toBeUndefined();
    expect(readMessage({ type: 'finished', run: 1, elapsed: 'x', tensors: Infinity, html: '<b>' })).toEqual({
      type: 'finished',
      run: 1,
      elapsed: 0,
      tensors: 0,
    });
  });

  test('an error brings neither a stack nor the name of a file along', () => {
    const error = { name: 'E', message: 'm', stack: 'https://a/b.live-1.js:1:1' };
    const place = { cell: 'c', line: 1, column: 2, file: 'x', frame: 'y' };
    expect(readMessage({ type: 'failed', run: 1, tensors: 0, error: { ...error, place } })).toEqual({
      type: 'failed',
      run: 1,
      tensors: 0,
      error: {
        name: 'E',
        message: 'm',
        stack: '',
        place: { cell: 'c', line: 1, column: 2, file: '', frame: '' },
      },
    });
  });
});

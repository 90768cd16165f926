import { describe, expect, it } from 'vitest';
import { describeState, describeStatus, duration, remaining } from './describe.ts';
import type { LiveState } from './live-state.ts';

const error = { name: 'Error', message: 'no', stack: '' };
const progress = { step: 30, steps: 300, stepsPerSecond: 9 };
const told = (state: LiveState, stale = false, edited: string[] = []) =>
  describeState({ state, stale, edited, descriptor: { id: 'training' } });
const status = (state: LiveState, now = 0) =>
  describeStatus({ state, backend: { name: 'wasm', reason: '' } }, now);

describe('describeState', () => {
  it('each state has a sentence of its own', () => {
    const states: LiveState[] = [
      { phase: 'published' },
      { phase: 'waiting', for: 'digits' },
      { phase: 'running', progress: undefined, since: undefined },
      { phase: 'stopped', last: undefined, partial: true },
      { phase: 'stopped', last: undefined, partial: false },
      { phase: 'failed', error, partial: true },
      { phase: 'failed', error, partial: false },
      { phase: 'not-run', because: 'digits', how: 'failed' },
      { phase: 'not-run', because: 'digits', how: 'stopped' },
      ...(['identical', 'differs', 'other-inputs', 'own-code', 'own-code-same'] as const).map((verdict) => ({
        phase: 'finished' as const,
        elapsed: 1,
        verdict,
        last: undefined,
      })),
    ];
    const sentences = states.map((state) => told(state));
    expect(new Set(sentences).size).toBe(states.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('stale is told of what has ended, not of what is on its way, and never hides a failure', () => {
    expect(told({ phase: 'published' }, true)).toMatch(/inputs have changed/);
    expect(told({ phase: 'waiting', for: 'digits' }, true)).toBe('Waiting for “digits”.');
    expect(told({ phase: 'failed', error, partial: false }, true)).toMatch(/failed/);
    expect(told({ phase: 'not-run', because: 'digits', how: 'failed' }, true)).toMatch(/“digits” failed/);
  });
});

describe('code of the reader’s', () => {
  const finished = { phase: 'finished', elapsed: 1, verdict: 'own-code', last: undefined } as const;
  it('is told by its cell where it is another, and before it has run', () => {
    expect(told(finished, false, ['training'])).toBe('Your code, not the published one, gave this.');
    expect(told(finished, false, ['nets'])).toBe('Your code of “nets”, not the published one, gave this.');
    expect(told({ phase: 'published' }, true, ['nets'])).toBe(
      'Your code of “nets” has not run: what is shown is older. Run computes with it.',
    );
  });
});

describe('describeStatus', () => {
  it('a run under a second tells no time', () => {
    expect(status({ phase: 'running', progress, since: 0 }, 999)).toBe('wasm · step 30 of 300 · 9.0 steps/s');
  });

  it('a run over a second tells how long it has taken and what remains', () => {
    expect(status({ phase: 'running', progress, since: 0 }, 3400)).toBe(
      'wasm · step 30 of 300 · 9.0 steps/s · 3 s · 30 s left',
    );
    expect(status({ phase: 'running', progress: undefined, since: 0 }, 3400)).toBe('wasm · 3 s');
  });

  it('a finished run tells its time and speed; a published one nothing', () => {
    expect(status({ phase: 'finished', elapsed: 12_340, verdict: 'identical', last: progress })).toBe(
      'wasm · 12.3 s · 9.0 steps/s',
    );
    expect(status({ phase: 'published' })).toBe('');
  });
});

describe('remaining', () => {
  it.each([
    [{ step: 0, steps: 10 }, 0, ''],
    [{ step: 10, steps: 10, stepsPerSecond: 5 }, 0, ''],
    [{ step: 9, steps: 10, stepsPerSecond: 5 }, 0, 'a moment left'],
    [{ step: 10, steps: 30, stepsPerSecond: 2 }, 0, '10 s left'],
    [{ step: 0, steps: 600, stepsPerSecond: 2 }, 0, '5 min left'],
    // Without a speed: 10 steps in 5 s leave 20 steps in 10 s.
    [{ step: 10, steps: 30 }, 5000, '10 s left'],
  ])('%j after %d ms: “%s”', (given, elapsed, text) => {
    expect(remaining(given, elapsed)).toBe(text);
  });
});

describe('duration', () => {
  it.each([
    [40, '0.0 s'],
    [12_340, '12.3 s'],
    [180_000, '3 min'],
  ])('%d ms: “%s”', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});

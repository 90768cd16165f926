import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import '../notebook/freeze/dom.ts';
import { player } from './player.ts';

/** A page's clock of frames, moved by hand. */
let waiting: ((now: number) => void)[] = [];
let now = 0;
function passFrames(count: number, milliseconds = 50): void {
  for (let i = 0; i < count; i++) {
    now += milliseconds;
    const due = waiting;
    waiting = [];
    due.forEach((frame) => frame(now));
  }
}

beforeEach(() => {
  waiting = [];
  now = 0;
  vi.stubGlobal('requestAnimationFrame', (frame: (now: number) => void) => waiting.push(frame));
});
afterEach(() => vi.unstubAllGlobals());

function played(): { element: HTMLElement; button: HTMLButtonElement; times: number[] } {
  const times: number[] = [];
  const element = player({ duration: 12, seconds: 3, draw: (time) => times.push(time) });
  document.body.append(element);
  const button = element.querySelector('button');
  if (!button) throw new Error('no button');
  return { element, button, times };
}

describe('player', () => {
  it('at rest it shows the last moment, and nothing moves', () => {
    const { times } = played();
    passFrames(10);
    expect(times).toEqual([12]);
    expect(waiting).toHaveLength(0);
  });

  it('played, it goes from 0 to the end in its seconds, and then asks for no frame', () => {
    const { button, times } = played();
    button.click();
    passFrames(62);
    expect(times.slice(0, 3)).toEqual([12, 0, expect.closeTo(0.2, 9)]);
    expect(times.at(-1)).toBe(12);
    const afterwards = times.slice(1);
    expect(afterwards).toEqual(afterwards.toSorted((a, b) => a - b));
    expect(waiting).toHaveLength(0);
    expect(button.textContent).toBe('Play');
  });

  it('paused, it stays where it is, and goes on from there', () => {
    const { button, times } = played();
    button.click();
    passFrames(10);
    button.click();
    const held = times.at(-1) ?? NaN;
    passFrames(10);
    expect(times.at(-1)).toBe(held);
    button.click();
    passFrames(2);
    expect(times.at(-1)).toBeCloseTo(held + 0.2, 9);
  });

  it('a pause of the browser’s own is not jumped over', () => {
    const { button, times } = played();
    button.click();
    passFrames(2);
    passFrames(1, 60_000);
    expect(times.at(-1)).toBeLessThan(1);
  });

  it('off the page it asks for no further frame', () => {
    const { element, button } = played();
    button.click();
    passFrames(3);
    element.remove();
    passFrames(2);
    expect(waiting).toHaveLength(0);
  });

  it('the button says what pressing it does', () => {
    const { button } = played();
    expect([button.textContent, button.getAttribute('aria-label')]).toEqual(['Play', 'Play the motion']);
    button.click();
    expect([button.textContent, button.getAttribute('aria-label')]).toEqual(['Pause', 'Pause the motion']);
  });
});

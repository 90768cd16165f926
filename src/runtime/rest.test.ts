import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRest } from './rest.ts';

let frames = 0;
beforeEach(() => {
  frames = 0;
  vi.stubGlobal('requestAnimationFrame', (go: () => void) => {
    frames++;
    queueMicrotask(go);
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe('createRest', () => {
  it('where nothing was set, it is at rest at once', async () => {
    await createRest().settle();
    expect(frames).toBe(0);
  });

  it('after something was set, the graph is given its frames, once', async () => {
    const rest = createRest();
    rest.stir();
    await rest.settle();
    const first = frames;
    expect(first).toBeGreaterThan(0);
    await rest.settle();
    expect(frames).toBe(first);
  });

  it('work that others wait for is waited for, whether it ends well or not', async () => {
    const rest = createRest();
    let end: () => void = () => undefined;
    const work = rest.during(new Promise<void>((_, reject) => (end = () => reject(new Error('no')))));
    let settled = false;
    const settling = rest.settle().then(() => (settled = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(settled).toBe(false);
    end();
    await expect(work).rejects.toThrow('no');
    await settling;
    expect(settled).toBe(true);
  });
});

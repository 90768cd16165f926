/** Frames of the page, for work that waits for what is on it. */

/** Milliseconds after which a page that is not painted, in a tab behind others, goes on nevertheless. */
const unseen = 100;

/** Resolves in a task after the next frame. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      setTimeout(resolve);
    };
    const timer = setTimeout(go, unseen);
    requestAnimationFrame(go);
  });
}

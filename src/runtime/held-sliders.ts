/** A slider that is being dragged stays where it is: what takes its place waits until the finger has let go. */

let held = false;
const waiting: (() => void)[] = [];

/** Follows what is dragged on this page. */
export function watchSliders(): void {
  addEventListener(
    'pointerdown',
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'range') held = true;
      else letGo();
    },
    { capture: true, passive: true },
  );
  // A browser that takes a finger's movement for its own cancels the pointer, and may go on dragging.
  for (const end of ['pointerup', 'touchend', 'touchcancel'])
    addEventListener(end, letGo, { capture: true, passive: true });
  addEventListener('pointercancel', ({ pointerType }) => {
    if (pointerType !== 'touch') letGo();
  });
}

function letGo(): void {
  held = false;
  // What the browser tells of the last movement comes first.
  setTimeout(() => waiting.splice(0).forEach((go) => go()));
}

/** Resolves once no slider is held. */
export function lettingGo(): Promise<void> {
  return held ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}

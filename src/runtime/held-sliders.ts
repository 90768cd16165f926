/** A slider that is being dragged stays where it is: what takes its place follows its movements, and comes when it is let go. */

let held: HTMLInputElement | undefined;
const waiting: (() => void)[] = [];

/** Follows what is dragged on this page. */
export function watchSliders(): void {
  addEventListener(
    'pointerdown',
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'range') held = target;
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
  held = undefined;
  // What the browser tells of the last movement comes first.
  setTimeout(() => waiting.splice(0).forEach((go) => go()));
}

/** Puts nodes into `place` instead of what is there; while a slider is held there, they only do as it does. */
export function takePlace(place: HTMLElement, nodes: readonly Node[]): void {
  const slider = held;
  if (!slider || !place.contains(slider)) {
    place.replaceChildren(...nodes);
    return;
  }
  const next = document.createElement('div');
  next.append(...nodes);
  const fields = [place, next].map((root) => [...root.querySelectorAll<HTMLInputElement>('input')]) as [
    HTMLInputElement[],
    HTMLInputElement[],
  ];
  const twin = fields[1][fields[0].indexOf(slider)];
  const follow = (): void => {
    if (!twin) return;
    twin.value = slider.value;
    twin.dispatchEvent(new Event('input', { bubbles: true }));
    // The number beside it.
    fields[0].forEach((field, i) => {
      if (field !== slider) field.value = fields[1][i]?.value ?? field.value;
    });
  };
  slider.addEventListener('input', follow);
  waiting.push(() => {
    const isFocused = document.activeElement === slider;
    slider.removeEventListener('input', follow);
    place.replaceChildren(...next.childNodes);
    if (isFocused) twin?.focus();
  });
}

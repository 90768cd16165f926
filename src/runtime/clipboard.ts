/** Buttons that copy. */

/** What each button says while it says nothing of a copy. */
const labels = new WeakMap<HTMLElement, string>();
const shown = new WeakMap<HTMLElement, number>();

/** Copies the text when the button is pressed, and says so on the button for a moment. */
export function bindCopy(button: HTMLElement, text: () => string): void {
  button.addEventListener('click', () => void copy(button, text()));
}

async function copy(button: HTMLElement, text: string): Promise<void> {
  const label = labels.get(button) ?? button.textContent;
  labels.set(button, label);
  const told = await navigator.clipboard.writeText(text).then(
    () => 'Copied',
    () => 'Could not copy',
  );
  button.textContent = told;
  clearTimeout(shown.get(button));
  shown.set(
    button,
    window.setTimeout(() => (button.textContent = label), 1600),
  );
}

/** The copy buttons of all cells, those of a chapter to come too: each copies the text that stands beside it. */
export function bindCodeCopies(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-part="copy"]') : null;
    if (button) void copy(button, button.parentElement?.querySelector('pre')?.textContent ?? '');
  });
}

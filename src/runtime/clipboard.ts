/** Buttons that copy. */

/** Copies the text when the button is pressed, and says so on the button for a moment. */
export function bindCopy(button: HTMLElement, text: () => string): void {
  const label = button.textContent;
  let shown = 0;
  button.addEventListener('click', () => {
    void navigator.clipboard
      .writeText(text())
      .then(
        () => 'Copied',
        () => 'Could not copy',
      )
      .then((told) => {
        button.textContent = told;
        clearTimeout(shown);
        shown = window.setTimeout(() => (button.textContent = label), 1600);
      });
  });
}

/** The copy buttons of all cells: each copies the code that stands beside it. */
export function bindCodeCopies(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-part="copy"]'))
    bindCopy(button, () => button.closest('.cell-code')?.querySelector('pre')?.textContent ?? '');
}

/** Shift+Enter runs and Esc stops, wherever in a cell the focus is: in its code, its figure, its controls. */

export function bindCellKeys(section: HTMLElement, run: () => void, stop: () => void): void {
  section.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      run();
    } else if (event.key === 'Escape') stop();
  });
}

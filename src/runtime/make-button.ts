/** A button that a script adds to a cell. */

/**
 * @param name says which of many like it this one is, to who does not see where it stands
 * @param press is not called while the button says that it is disabled
 */
export function makeButton(text: string, name: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.setAttribute('aria-label', name);
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') press();
  });
  return button;
}

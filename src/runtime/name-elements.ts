/** Names that Plot and Inputs leave out, for those who do not see the page. */

/** A figure is one picture to a screen reader, with the cell's title where the plot has no label of its own. */
export function nameFigure(display: Element, title: string): void {
  const plots = display.matches('svg') ? [display] : display.querySelectorAll('svg[class^="plot-"]');
  for (const svg of plots) {
    svg.setAttribute('role', 'img');
    if (!svg.hasAttribute('aria-label')) svg.setAttribute('aria-label', title);
    // Nothing reads them in an image, and a group may not have one.
    for (const group of svg.querySelectorAll('g'))
      for (const name of ['aria-label', 'aria-description']) group.removeAttribute(name);
  }
}

/** The label of a slider belongs to the number beside it; the slider gets it too. */
export function nameFields(control: Element): void {
  const label = control.querySelector('label')?.textContent.trim();
  if (!label) return;
  for (const field of control.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select'))
    if (!field.labels?.length) field.setAttribute('aria-label', label);
}

/**
 * A formula that fits is no stop of the Tab key. Those that may not fit are published as stops; most browsers let the keyboard
 * come to what scrolls even without, Safari does not.
 */
export function bindWideFormulas(): void {
  const watch = new ResizeObserver((entries) => {
    for (const box of new Set(entries.map(({ target }) => target.closest<HTMLElement>('.formula'))))
      if (box && box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      // What has the focus keeps it.
      else if (box !== document.activeElement) box?.removeAttribute('tabindex');
  });
  for (const box of document.querySelectorAll('.formula[tabindex]'))
    for (const size of [box, ...box.children]) watch.observe(size);
}

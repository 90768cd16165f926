/** The links by which a figure is taken into other pages open, when pressed, what to put there. */

/** What is to be copied on the page about embedding has the address of the site, which may not have been told it. */
export function addressFrame(): void {
  const frame = document.querySelector('[data-part="frame"]');
  if (frame?.textContent) frame.textContent = frame.textContent.replace('src="/', `src="${location.origin}/`);
}

/** Binds those of the page; what they open comes when one is pressed. */
export function bindEmbedLinks(): void {
  document.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('.cell-embed') : null;
    // With a key held down it is a link like others.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void import('./embed-panel.ts').then(
      ({ toggleEmbedPanel }) => toggleEmbedPanel(link),
      // Without a network it leads to the figure by itself.
      () => location.assign(link.href),
    );
  });
}

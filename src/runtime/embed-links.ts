/** The links by which a figure is taken into other pages open, when pressed, what to put there. */

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

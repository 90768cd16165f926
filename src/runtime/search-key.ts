/** The key / leads to the search, unless it is being typed. */
export function bindSearchKey(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const typing =
      target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    const link = document.querySelector<HTMLAnchorElement>('.search-link');
    if (typing || !link || location.href.startsWith(link.href)) return;
    event.preventDefault();
    location.href = link.href;
  });
}

/** The headings of sections are links to themselves; pressing one also copies its address. */

export function bindSectionLinks(): void {
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('.section-link') : null;
    if (link) void copy(link);
  });
}

async function copy(link: HTMLAnchorElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    // Where nothing may be copied, it is still in the address bar.
    return;
  }
  const told = document.createElement('span');
  told.className = 'section-copied';
  told.setAttribute('role', 'status');
  link.after(told);
  told.textContent = 'Link copied';
  setTimeout(() => told.remove(), 1600);
}

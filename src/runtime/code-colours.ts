/** Folded code gets its colours when it is opened, by its reader or by a search within the page. */
export function colourOpenedCode(): void {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open) return;
      const pre = target.querySelector<HTMLElement>('pre[data-colours]');
      if (pre) void colour(pre);
    },
    // It does not bubble.
    true,
  );
}

async function colour(pre: HTMLElement): Promise<void> {
  const address = pre.dataset.colours ?? '';
  const response = await fetch(address);
  const code = pre.querySelector('code');
  if (!response.ok || !code) return;
  code.innerHTML = await response.text();
  delete pre.dataset.colours;
}

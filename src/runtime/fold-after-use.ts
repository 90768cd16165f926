/** The contents lie over the text while they are open, and fold when one has chosen, presses Escape or goes elsewhere. */
export function foldAfterUse(nav: HTMLElement): void {
  const details = nav.querySelector('details');
  const summary = nav.querySelector('summary');
  if (!details || !summary) return;
  nav.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a')) details.open = false;
  });
  nav.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !details.open) return;
    details.open = false;
    summary.focus();
  });
  const leave = ({ target }: Event): void => {
    if (target instanceof Node && !nav.contains(target)) details.open = false;
  };
  document.addEventListener('pointerdown', leave);
  document.addEventListener('focusin', leave);
}

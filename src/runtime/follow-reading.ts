/** The entry of the contents for what is being read is marked, named where they are folded, and kept in sight. */

/** How far below the top of the window a heading has been reached. */
const line = 0.25;

export function followReading(nav: HTMLElement): void {
  const here = nav.querySelector<HTMLElement>('[data-part="contents-here"]');
  // What scrolls is the list where it is folded, the whole where it stands in the margin.
  const scrollers = [nav, ...nav.querySelectorAll<HTMLElement>('details > ol')];
  const entries = [...nav.querySelectorAll<HTMLAnchorElement>('a')].flatMap((link) => {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return section ? [{ link, section }] : [];
  });
  const passed = new Set<Element>();
  let current: HTMLAnchorElement | undefined;
  const mark = (crossings: readonly IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting } of crossings)
      if (isIntersecting) passed.add(target);
      else passed.delete(target);
    const reached = entries.findLast(({ section }) => passed.has(section))?.link;
    if (reached === current) return;
    current?.removeAttribute('aria-current');
    reached?.setAttribute('aria-current', 'true');
    current = reached;
    if (here) here.textContent = reached?.textContent ?? '';
    keepInSight();
  };
  /** Within the list alone: the page itself is where its reader has put it. */
  const keepInSight = (): void => {
    for (const box of scrollers) {
      if (!current || box.scrollHeight <= box.clientHeight) continue;
      const { top, bottom } = current.getBoundingClientRect();
      const sight = box.getBoundingClientRect();
      if (top < sight.top || bottom > sight.bottom) box.scrollTop += top - sight.top - sight.height / 2;
    }
  };
  nav.querySelector('details')?.addEventListener('toggle', keepInSight);
  // Headings cross the line seldom, and nothing has to be measured then. All above it counts as seen, so that none is
  // missed by a leap.
  const observer = new IntersectionObserver(mark, {
    rootMargin: `10000000px 0px -${100 * (1 - line)}% 0px`,
  });
  for (const { section } of entries) observer.observe(section);
}

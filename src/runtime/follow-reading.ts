/** The entry of the contents for what is being read is marked, and is kept in sight. */

/** How far below the top of the window a heading has been reached. */
const line = 0.25;

export function followReading(): void {
  const nav = document.querySelector<HTMLElement>('.contents');
  if (!nav) return;
  const entries = [...nav.querySelectorAll<HTMLAnchorElement>('a')].flatMap((link) => {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return section ? [{ link, section }] : [];
  });
  let current: HTMLAnchorElement | undefined;
  const mark = (): void => {
    const reached = entries.findLast(
      ({ section }) => section.getBoundingClientRect().top < innerHeight * line,
    )?.link;
    if (reached === current) return;
    current?.removeAttribute('aria-current');
    reached?.setAttribute('aria-current', 'true');
    current = reached;
    // Within the list alone: the page itself is where its reader has put it.
    if (reached && nav.scrollHeight > nav.clientHeight) {
      const { top, bottom } = reached.getBoundingClientRect();
      const box = nav.getBoundingClientRect();
      if (top < box.top || bottom > box.bottom) nav.scrollTop += top - box.top - box.height / 2;
    }
  };
  // Headings cross the line seldom; only then is anything measured. All above it counts as seen, so that none is missed
  // by a leap.
  const observer = new IntersectionObserver(mark, {
    rootMargin: `10000000px 0px -${100 * (1 - line)}% 0px`,
  });
  for (const { section } of entries) observer.observe(section);
  mark();
}

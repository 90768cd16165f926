/** The line that grows as one reads, for browsers whose style sheets cannot follow the scrolling by themselves. */
export function growWithReading(line: HTMLElement): void {
  if (CSS.supports('animation-timeline: scroll()')) return;
  let asked = false;
  const grow = (): void => {
    asked = false;
    const { scrollHeight, clientHeight } = document.documentElement;
    const share = scrollY / Math.max(1, scrollHeight - clientHeight);
    line.style.transform = `scaleX(${Math.min(1, Math.max(0, share))})`;
  };
  const ask = (): void => {
    if (!asked) requestAnimationFrame(grow);
    asked = true;
  };
  addEventListener('scroll', ask, { passive: true });
  addEventListener('resize', ask, { passive: true });
  line.dataset.grows = '';
  grow();
}

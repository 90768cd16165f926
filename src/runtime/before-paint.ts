/** What must be known before the first paint: the reading level and the theme. */

/** Why the page has the level that it has. */
export type LevelReason = 'address' | 'choice' | 'save-data' | 'memory' | 'motion' | 'none';

/**
 * Sets `data-level`, `data-level-because` and `data-theme` on the root. Its text stands in the head of every page, where it
 * runs before anything is shown; so it must need nothing from outside of it.
 *
 * A level comes from the address (`?level=low`, and then for as long as the tab is open), else from what the reader chose
 * before, else from the device: Low where data are to be saved or memory is small, Med where motion is to be reduced.
 *
 * @param embedded in somebody else's page, which says by the address how it shall be (`?theme=dark` too): nothing that was
 *   kept counts, nothing is kept, and prose alone would be nothing
 */
export function beforePaint(embedded = false): void {
  const root = document.documentElement;
  const isLevel = (text: string | null): text is string => /^(txt|low|med|high)$/.test(text ?? '');
  // Where storage is forbidden, even asking for it throws.
  const read = (storage: 'localStorage' | 'sessionStorage', name: string): string | null => {
    try {
      if (embedded) return null;
      return window[storage].getItem(name);
    } catch {
      return null;
    }
  };
  const device = navigator as Navigator & {
    readonly connection?: { readonly saveData?: boolean };
    readonly deviceMemory?: number;
  };
  const query = new URLSearchParams(location.search);
  const asked = embedded ? (query.get('level')?.replace('txt', 'low') ?? null) : query.get('level');
  if (isLevel(asked) && !embedded)
    try {
      sessionStorage.setItem('level', asked);
    } catch {
      // Then it holds for this page alone.
    }
  const wishes: [string | null, LevelReason][] = [
    [asked, 'address'],
    [read('sessionStorage', 'level'), 'address'],
    [read('localStorage', 'level'), 'choice'],
    [
      device.connection?.saveData || matchMedia('(prefers-reduced-data: reduce)').matches ? 'low' : null,
      'save-data',
    ],
    [(device.deviceMemory ?? 8) <= 1 ? 'low' : null, 'memory'],
    [matchMedia('(prefers-reduced-motion: reduce)').matches ? 'med' : null, 'motion'],
  ];
  const [level, because] = wishes.find(([wish]) => isLevel(wish)) ?? ['high', 'none'];
  root.dataset['level'] = level ?? 'high';
  root.dataset['levelBecause'] = because;
  const theme = embedded ? query.get('theme') : read('localStorage', 'theme');
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
}

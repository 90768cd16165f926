import { describe, expect, it } from 'vitest';
import { parseHTML } from 'linkedom';
import { bindThemeSwitch, setTheme, storedTheme } from './theme.ts';

function browser(stored: Record<string, string> = {}) {
  const { document } = parseHTML(
    '<!doctype html><html><body><button data-part="theme" hidden></button></body></html>',
  );
  const values = new Map(Object.entries(stored));
  const localStorage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage;
  const root = document.documentElement as unknown as HTMLElement;
  const button = document.querySelector('button') as unknown as HTMLButtonElement;
  return { root, button, values, window: { localStorage } };
}

const forbidden = {
  get localStorage(): Storage {
    throw new Error('denied');
  },
};

describe('the theme', () => {
  it('is the system’s where none, or nonsense, is stored, and where nothing may be read', () => {
    expect(storedTheme(browser().window)).toBe('system');
    expect(storedTheme(browser({ theme: 'sepia' }).window)).toBe('system');
    expect(storedTheme(browser({ theme: 'dark' }).window)).toBe('dark');
    expect(storedTheme(forbidden)).toBe('system');
  });

  it('goes from system to light to dark and back, is kept, and is told to who cannot see it', () => {
    const { root, button, values, window } = browser();
    bindThemeSwitch(root, window);
    const seen = Array.from({ length: 3 }, () => {
      button.dispatchEvent(
        new (button.ownerDocument.defaultView as unknown as { Event: typeof Event }).Event('click'),
      );
      return [root.dataset['theme'], values.get('theme'), button.getAttribute('aria-label')];
    });
    expect(seen).toEqual([
      ['light', 'light', 'Theme: light'],
      ['dark', 'dark', 'Theme: dark'],
      [undefined, undefined, 'Theme: as the system'],
    ]);
    expect(button.hidden).toBe(false);
  });

  it('holds for the page where nothing may be kept', () => {
    const { root } = browser();
    setTheme(root, forbidden, 'dark');
    expect(root.dataset['theme']).toBe('dark');
  });
});

/** The theme that the reader has chosen: kept in this browser, set on the page before it is painted. */

export type Theme = 'system' | 'light' | 'dark';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const names: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };
const key = 'theme';

/** The theme that was stored; the system's where there is none, or where nothing may be stored. */
export function storedTheme(window: Pick<Window, 'localStorage'>): Theme {
  try {
    const stored = window.localStorage.getItem(key);
    return themes.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Sets a theme on the page, and keeps it for the next one if that is allowed here. */
export function setTheme(root: HTMLElement, window: Pick<Window, 'localStorage'>, theme: Theme): void {
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  try {
    if (theme === 'system') window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, theme);
  } catch {
    // It holds for this page.
  }
}

/** Makes the switch go from one theme to the next, and say which it is. */
export function bindThemeSwitch(root: HTMLElement, window: Pick<Window, 'localStorage'>): void {
  const button = root.querySelector<HTMLButtonElement>('[data-part="theme"]');
  if (!button) return;
  let theme = storedTheme(window);
  const tell = (): void => {
    button.title = `Theme: ${names[theme].toLowerCase()}`;
    button.setAttribute('aria-label', button.title);
  };
  setTheme(root, window, theme);
  button.hidden = false;
  tell();
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
    setTheme(root, window, theme);
    tell();
  });
}

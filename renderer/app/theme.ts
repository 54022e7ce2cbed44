import { useEffect } from 'react';
import { useEngine, useMedia } from '../state/context.js';

const KEY = 'framelane-theme';

/** Sets the theme before the first paint from what this window used last. */
export function applyStoredTheme(): void {
  const stored = window.localStorage.getItem(KEY);
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = stored ?? (dark ? 'dark' : 'light');
}

/** Follows the settings and, with `system`, the system. */
export function useTheme(): void {
  const theme = useEngine((state) => state.settings?.theme);
  const contrast = useEngine((state) => state.settings?.contrast ?? 'system');
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  useEffect(() => {
    if (theme === undefined) return;
    const shown = theme === 'system' ? (systemDark ? 'dark' : 'light') : theme;
    document.documentElement.dataset.theme = shown;
    document.documentElement.dataset.contrast = contrast;
    if (theme === 'system') window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, theme);
  }, [theme, contrast, systemDark]);
}

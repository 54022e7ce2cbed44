import { useEffect, useState } from 'react';
import type { Family } from '../../state/chunk-state.js';

/** The colours a canvas draws with, read from the style sheet so that both themes and both contrasts fit. */
export interface Palette {
  readonly family: Readonly<Record<Family, string>>;
  readonly bg: string;
  readonly panel: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly onFill: string;
  readonly focus: string;
  /** From cheap to dear; lightness rises or falls evenly. */
  readonly heat: readonly string[];
  /** Only outlines: the system replaces colours. */
  readonly forced: boolean;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const get = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    family: {
      neutral: get('neutral'),
      active: get('active'),
      ok: get('ok'),
      attention: get('attention'),
      fail: get('fail'),
    },
    bg: get('bg'),
    panel: get('panel'),
    line: get('line'),
    text: get('text'),
    muted: get('muted'),
    onFill: get('on-fill'),
    focus: get('focus'),
    heat: [1, 2, 3, 4, 5].map((step) => get(`heat-${step}`)),
    forced: window.matchMedia('(forced-colors: active)').matches,
  };
}

/** The palette, read again when the theme changes. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    const update = () => setPalette(readPalette());
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] });
    const media = window.matchMedia('(forced-colors: active)');
    media.addEventListener('change', update);
    update();
    return () => {
      observer.disconnect();
      media.removeEventListener('change', update);
    };
  }, []);
  return palette;
}

import type { SeekAdapter } from './adapter.js';

/** The protocol of a page that can seek itself. */
export interface OwnHf {
  /** Seconds. */
  readonly duration?: unknown;
  seek(timeSec: number, options?: object): unknown;
}

/** `window.__hf`, when the page has defined it. */
export function readOwnHf(): OwnHf | null {
  const hf = (window as { __hf?: Partial<OwnHf> | null }).__hf;
  return typeof hf?.seek === 'function' ? (hf as OwnHf) : null;
}

/** Pages with their own `window.__hf.seek`. */
export const ownHf: SeekAdapter = {
  name: 'own-hf',
  whenPassing: false,
  seek(timeSec) {
    const result = readOwnHf()?.seek(timeSec);
    return result instanceof Promise ? result : undefined;
  },
};

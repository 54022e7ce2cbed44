import type { Instances } from '../instances/instances.js';
import { localSec } from '../local-time.js';
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

/** Pages with their own `window.__hf.seek`, and instances that have one. */
export function createOwnHf(instances: Instances): SeekAdapter {
  return {
    name: 'own-hf',
    whenPassing: false,
    seek(timeSec) {
      const waits = instances.valuesOf('__hf').map(({ value, originSec }) => {
        const hf = value as Partial<OwnHf> | null | undefined;
        return typeof hf?.seek === 'function' ? hf.seek(Math.max(0, localSec(timeSec, originSec))) : null;
      });
      const promises = waits.filter((wait) => wait instanceof Promise);
      return promises.length === 0 ? undefined : Promise.all(promises);
    },
  };
}

import type { Clips } from '../clips.js';
import type { SeekAdapter } from './adapter.js';
import { findComposition } from './gsap-timelines.js';

interface AnimeInstance {
  pause?(): unknown;
  /** Milliseconds. */
  seek(timeMs: number): unknown;
}

interface AnimeWindow {
  __hfAnime?: unknown;
  hyperframesAnime?: unknown;
}

/** An instance and the id of the composition that it belongs to; null: it begins with the film. */
interface Registration {
  readonly id: string | null;
  readonly instance: AnimeInstance;
}

/**
 * anime.js: the instances in `window.__hfAnime` (one, a list, or by composition id), where
 * `hyperframesAnime.register(id, instance)` puts them too. Those with an id begin with their composition.
 */
export function createAnime(clips: Clips): SeekAdapter {
  const target = window as AnimeWindow;
  target.hyperframesAnime ??= createRegistry(target);
  return {
    name: 'anime',
    whenPassing: false,
    seek(timeSec) {
      for (const { id, instance } of readRegistrations(target.__hfAnime)) {
        const host = id === null ? null : findComposition(id);
        const startSec = host === null ? 0 : clips.startSecOf(host);
        instance.pause?.();
        instance.seek(Math.max(0, timeSec - startSec) * 1000);
      }
    },
  };
}

function createRegistry(target: AnimeWindow) {
  const registry = () => {
    if (typeof target.__hfAnime !== 'object' || target.__hfAnime === null) target.__hfAnime = {};
    return target.__hfAnime as Record<string, unknown>;
  };
  return {
    register(id: string, instance: AnimeInstance): { id: string; instance: AnimeInstance } {
      const registration = { id, instance };
      registry()[id] = registration;
      return registration;
    },
    unregister(id: string): void {
      delete registry()[id];
    },
    get: (id: string) => readRegistrations(registry()).find((entry) => entry.id === id) ?? null,
    entries: () => readRegistrations(registry()),
  };
}

function readRegistrations(value: unknown): Registration[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isInstance(value)) return [{ id: null, instance: value }];
  const isList = Symbol.iterator in value;
  const named: [string, unknown][] =
    isList && !Array.isArray(value)
      ? [...(value as Iterable<unknown>)].map((item, index) => [String(index), item])
      : Object.entries(value);
  return named.flatMap(([key, item]) => {
    const id = isList && /^\d+$/.test(key) ? null : key;
    if (isInstance(item)) return [{ id, instance: item }];
    const { instance } = (item ?? {}) as { instance?: unknown };
    return isInstance(instance) ? [{ id, instance }] : [];
  });
}

function isInstance(value: unknown): value is AnimeInstance {
  return typeof (value as Partial<AnimeInstance> | null | undefined)?.seek === 'function';
}

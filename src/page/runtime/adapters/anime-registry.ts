export interface AnimeInstance {
  pause?(): unknown;
  /** Milliseconds. */
  seek(timeMs: number): unknown;
}

/** What of a `window`, the page's or that of an instance, is about anime.js. */
export interface AnimeWindow {
  __hfAnime?: unknown;
  hyperframesAnime?: unknown;
}

/** An instance and the id of the composition that it belongs to; null: it begins with the film. */
interface Registration {
  readonly id: string | null;
  readonly instance: AnimeInstance;
}

/** `hyperframesAnime`: keeps instances in `__hfAnime` by the id of their composition. */
export function createAnimeRegistry(target: AnimeWindow) {
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

/** Everything in a `__hfAnime`. */
export function readRegistrations(value: unknown): Registration[] {
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

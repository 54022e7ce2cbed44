import { type AnimeWindow, createAnimeRegistry } from '../adapters/anime-registry.js';
import { localSec } from '../local-time.js';
import type { Instance } from './instance.js';
import type { InstanceTools } from './instance-tools.js';
import { bindMethod, LocalSeeks } from './local-seeks.js';
import { createScopedGsap } from './scoped-gsap.js';
import { createScopedTimelines } from './scoped-timelines.js';

/** The `window` of an instance. */
export interface ScopedWindow {
  readonly instance: Instance;
  get(name: string): unknown;
}

/** Names under which a page tells about itself; each instance tells for itself. */
const OWN_NAMES = new Set<PropertyKey>([
  '__hf',
  '__renderReady',
  '__hfAnime',
  '__hfLottie',
  '__hfRender',
  '__hfThreeRender',
]);
/** Where the page publishes the time of the frame, for code that asks for it. */
const TIMES = ['__hfTime', '__hfThreeTime', '__hfTypegpuTime'] as const;
const QUERIES = new Set<PropertyKey>(['querySelector', 'querySelectorAll', 'getElementById']);

/**
 * Views of `window` and `document` for the scripts of an instance. They are the page's but for what belongs to the
 * instance: its elements, its variables, its timeline, its time in `hf-seek`, and `gsap`.
 */
export function createScopedWindow(instance: Instance, tools: InstanceTools): ScopedWindow {
  const seeks = new LocalSeeks(tools.originSec);
  const timelines = createScopedTimelines(instance);
  let gsap: { readonly real: unknown; readonly scoped: unknown } | null = null;

  const scopedGsap = () => {
    const real = (window as { gsap?: unknown }).gsap;
    if (typeof real !== 'object' || real === null) return real;
    if (gsap?.real !== real) gsap = { real, scoped: createScopedGsap(real, tools) };
    return gsap.scoped;
  };

  const scopedDocument: Document = new Proxy(document, {
    get(_, key) {
      if (key === 'defaultView') return scopedWindow;
      const value: unknown = Reflect.get(document, key, document);
      if (QUERIES.has(key) && typeof value === 'function') {
        return (...args: unknown[]) => tools.runAs(() => Reflect.apply(value, document, args));
      }
      return seeks.method(document, key) ?? bindMethod(value, document);
    },
    set: (_, key, value) => Reflect.set(document, key, value, document),
  });

  const own: Readonly<Record<string, () => unknown>> = {
    window: () => scopedWindow,
    self: () => scopedWindow,
    globalThis: () => scopedWindow,
    document: () => scopedDocument,
    gsap: scopedGsap,
    __timelines: timelines.view,
    __hfVariables: () => instance.variables,
    __hyperframes: () => ({ getVariables: () => instance.variables }),
    hyperframesAnime: () => animeRegistry,
    ...Object.fromEntries(TIMES.map((name) => [name, () => toOwnTime(Reflect.get(window, name))])),
  };

  const toOwnTime = (timeSec: unknown) =>
    typeof timeSec === 'number' ? Math.max(0, localSec(timeSec, tools.originSec())) : undefined;

  const scopedWindow: Window = new Proxy(window, {
    get(_, key) {
      if (OWN_NAMES.has(key)) return instance.own.get(key);
      const read = typeof key === 'string' && Object.hasOwn(own, key) ? own[key] : undefined;
      if (read !== undefined) return read();
      return seeks.method(window, key) ?? bindMethod(Reflect.get(window, key, window), window);
    },
    set(_, key, value) {
      if (OWN_NAMES.has(key)) instance.own.set(key, value);
      else if (key === '__timelines') timelines.assign(value);
      else return Reflect.set(window, key, value, window);
      return true;
    },
    has: (_, key) => (OWN_NAMES.has(key) ? instance.own.has(key) : Reflect.has(window, key)),
  });
  const animeRegistry = createAnimeRegistry(scopedWindow as AnimeWindow);
  return { instance, get: (name) => Reflect.get(scopedWindow, name) };
}

import { INSTANCE_ROOT_ATTRIBUTE, TIMELINE_ATTRIBUTE } from '../../instance-marks.js';
import type { Instance } from './instance.js';

type Registry = Record<string, unknown>;

/** An instance's view of `window.__timelines`. */
export interface ScopedTimelines {
  view(): unknown;
  /** `window.__timelines = {…}` in a script of the instance: what is there already stays. */
  assign(value: unknown): void;
}

/**
 * Timelines of an instance are kept under its name, whatever its scripts call them: its root's id, its host's, or
 * another. Compositions that are marked inside its content have timelines of their own.
 */
export function createScopedTimelines(instance: Instance): ScopedTimelines {
  const keyOf = (name: string): string => {
    const inner = [...instance.queryAll(`[data-composition-id="${CSS.escape(name)}"]`)].find(
      (element) => !element.hasAttribute(INSTANCE_ROOT_ATTRIBUTE) && element.hasAttribute('data-start'),
    );
    if (inner === undefined) return instance.id;
    const key = `${instance.id}/${name}`;
    inner.setAttribute(TIMELINE_ATTRIBUTE, key);
    return key;
  };
  const view = () => {
    const page = window as { __timelines?: unknown };
    page.__timelines ??= {};
    if (typeof page.__timelines !== 'object' || Array.isArray(page.__timelines)) return page.__timelines;
    return new Proxy(page.__timelines as Registry, {
      get: (registry, name) =>
        typeof name === 'string' ? (registry[keyOf(name)] ?? registry[name]) : Reflect.get(registry, name),
      set(registry, name, value) {
        return Reflect.set(registry, typeof name === 'string' ? keyOf(name) : name, value);
      },
      has: (registry, name) => Reflect.has(registry, typeof name === 'string' ? keyOf(name) : name),
    });
  };
  return {
    view,
    assign(value) {
      if (typeof value === 'object' && value !== null) Object.assign(view() as Registry, value);
    },
  };
}

import { INSTANCE_ATTRIBUTE, TIMELINE_ATTRIBUTE } from '../../instance-marks.js';

/** What is used of GSAP's animations. Times in seconds. */
export interface GsapAnimation {
  readonly parent?: GsapAnimation | null;
  readonly vars?: { readonly onUpdate?: unknown; readonly scrambleText?: unknown };
  startTime(): number;
  totalDuration?(): number;
  timeScale(): number;
  paused(): boolean;
}

export interface GsapTimeline extends GsapAnimation {
  pause(): unknown;
  totalTime(timeSec: number, suppressEvents: boolean): unknown;
  duration(): number;
  totalDuration(): number;
  getChildren?(nested: boolean, tweens: boolean, timelines: boolean): GsapAnimation[];
  recent?(): unknown;
}

export interface RegisteredTimeline {
  readonly id: string;
  readonly animation: GsapTimeline;
  /** The element of the composition with that id. */
  readonly host: Element | null;
}

/** Timelines that were made by a function in `window.__timelines`: it is called once. */
const made = new WeakMap<object, unknown>();

/** The timelines in `window.__timelines`, an object by composition id or an array; functions return their timeline. */
export function readTimelines(): RegisteredTimeline[] {
  const registry = (window as { __timelines?: unknown }).__timelines;
  if (typeof registry !== 'object' || registry === null) return [];
  const entries = Object.entries(registry).flatMap(([id, value]) => {
    const animation = resolve(value);
    return animation === null ? [] : [{ id, animation }];
  });
  const registered = new Set<unknown>(entries.map((entry) => entry.animation));
  // One that is nested in another registered one is moved by it.
  return entries
    .filter(({ animation }) => !isInside(animation, registered))
    .map((entry) => ({ ...entry, host: findComposition(entry.id) }));
}

/** Whether a timeline is registered for a composition. */
export function hasTimeline(id: string): boolean {
  const registry = (window as { __timelines?: unknown }).__timelines;
  if (Array.isArray(registry)) return registry.some((value) => resolve(value) !== null);
  if (typeof registry !== 'object' || registry === null) return false;
  return resolve((registry as Record<string, unknown>)[id]) !== null;
}

function resolve(value: unknown): GsapTimeline | null {
  let candidate = value;
  if (typeof value === 'function') {
    if (!made.has(value)) made.set(value, value());
    candidate = made.get(value);
  }
  const animation = candidate as Partial<GsapTimeline> | null | undefined;
  return typeof animation?.totalTime === 'function' ? (animation as GsapTimeline) : null;
}

function isInside(animation: GsapAnimation, registered: ReadonlySet<unknown>): boolean {
  for (let parent = animation.parent; parent; parent = parent.parent) {
    if (registered.has(parent)) return true;
  }
  return false;
}

/** The element of the composition with an id. */
export function findComposition(id: string): Element | null {
  const name = CSS.escape(id);
  return (
    document.querySelector(`[${INSTANCE_ATTRIBUTE}="${name}"], [${TIMELINE_ATTRIBUTE}="${name}"]`) ??
    document.querySelector(`[data-composition-id="${name}"]`)
  );
}

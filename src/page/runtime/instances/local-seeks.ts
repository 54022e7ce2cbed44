import { localSec } from '../local-time.js';

/** Methods of the browser, made to work when they are called on a view of their object; one for each. */
const bound = new WeakMap<object, WeakMap<object, unknown>>();

/** Binds a method of the browser; classes and functions of the page have a `prototype` and stay as they are. */
export function bindMethod(value: unknown, owner: object): unknown {
  if (typeof value !== 'function' || Object.hasOwn(value, 'prototype')) return value;
  const known = bound.get(owner) ?? new WeakMap<object, unknown>();
  bound.set(owner, known);
  if (!known.has(value)) known.set(value, value.bind(owner));
  return known.get(value);
}

interface SeekDetail {
  readonly time: number;
  readonly fps: number;
}

/** Gives listeners of an instance their own time in `hf-seek`. */
export class LocalSeeks {
  readonly #originSec: () => number;
  readonly #listeners = new WeakMap<object, EventListener>();

  constructor(originSec: () => number) {
    this.#originSec = originSec;
  }

  /** The method that a view of `document` or `window` has in place of its own; null where its own will do. */
  method(target: EventTarget, key: PropertyKey): unknown {
    if (key !== 'addEventListener' && key !== 'removeEventListener') return null;
    const method = target[key] as (...args: never[]) => unknown;
    return (type: unknown, listener: unknown, ...rest: unknown[]) => {
      const isLocal = type === 'hf-seek' && (typeof listener === 'function' || typeof listener === 'object');
      const heard = isLocal && listener !== null ? this.#localise(listener) : listener;
      return Reflect.apply(method, target, [type, heard, ...rest]);
    };
  }

  #localise(listener: object): EventListener {
    const known = this.#listeners.get(listener);
    if (known !== undefined) return known;
    const local = (event: Event) => {
      const detail = (event as CustomEvent<SeekDetail>).detail;
      const time = Math.max(0, localSec(detail.time, this.#originSec()));
      const own = { ...detail, time, frame: Math.round(time * detail.fps) };
      const told = new CustomEvent('hf-seek', { detail: own });
      if (typeof listener === 'function') Reflect.apply(listener, document, [told]);
      else (listener as EventListenerObject).handleEvent(told);
    };
    this.#listeners.set(listener, local);
    return local;
  }
}

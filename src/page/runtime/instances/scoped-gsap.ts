import type { InstanceTools } from './instance-tools.js';

/** Methods of a timeline that look for elements by a selector. */
const TIMELINE_METHODS = ['to', 'from', 'fromTo', 'set', 'add', 'call'] as const;
/** Parts of GSAP whose functions look for elements too. */
const PARTS = new Set<PropertyKey>(['utils', 'effects']);

type Method = (...args: unknown[]) => unknown;

/** Timelines that instances have made, so that a selector given to them later means their elements too. */
const owners = new WeakMap<object, InstanceTools>();
const patched = new WeakSet<object>();

/** GSAP for the scripts of an instance: whatever they call, at whatever time, selectors mean the instance's elements. */
export function createScopedGsap(gsap: object, tools: InstanceTools): unknown {
  patchTimelines(gsap);
  const view = (target: object): unknown =>
    new Proxy(target, {
      get(_, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (PARTS.has(key) && typeof value === 'object' && value !== null) return view(value);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          const result: unknown = tools.runAs(() => Reflect.apply(value, target, args));
          if (key === 'timeline' && typeof result === 'object' && result !== null) owners.set(result, tools);
          return result;
        };
      },
    });
  return view(gsap);
}

function patchTimelines(gsap: object): void {
  const prototype = (gsap as { core?: { Timeline?: { prototype: Record<string, Method> } } }).core?.Timeline
    ?.prototype;
  if (prototype === undefined || patched.has(prototype)) return;
  patched.add(prototype);
  for (const name of TIMELINE_METHODS) {
    const method = prototype[name];
    if (method === undefined) continue;
    prototype[name] = function (this: object, ...args: unknown[]) {
      const owner = owners.get(this);
      const call = () => Reflect.apply(method, this, args);
      return owner === undefined ? call() : owner.runAs(call);
    };
  }
}

/**
 * The browser's own functions, taken before the page can see or replace them. Everything in this folder that must
 * follow real time or must not meet the page's overrides goes through here.
 */
export const real = {
  Date: globalThis.Date,
  now: performance.now.bind(performance),
  // A worker that has not begun does not have all of them yet; nothing there uses these.
  setTimeout: globalThis.setTimeout?.bind(globalThis),
  fetch: globalThis.fetch?.bind(globalThis),
  createObjectURL: URL.createObjectURL?.bind(URL),
  revokeObjectURL: URL.revokeObjectURL?.bind(URL),
  requestAnimationFrame: globalThis.requestAnimationFrame?.bind(globalThis),
};

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * Resolves in a task of its own, when all microtasks of what ran before are done: the microtask checkpoint that a
 * browser makes after each callback. About 10 µs; not throttled and not clamped, unlike timers.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

/** Resolves after real milliseconds. */
export function realDelay(delayMs: number): Promise<void> {
  return new Promise((resolve) => real.setTimeout(resolve, delayMs));
}

import { replace } from './replace.js';
import type { VirtualClock } from './virtual-clock.js';

/** An idle callback comes one millisecond later and may look at its deadline this often before it reads 0. */
const IDLE_DELAY_MS = 1;
const IDLE_LOOKS = 10;

/**
 * Puts the clock in place of the timers, frames and `performance.now` of a window or a worker.
 */
export function installTimers(clock: VirtualClock, epochMs: number): void {
  const timer =
    (repeats: boolean) =>
    (handler: TimerHandler, delayMs?: number, ...args: unknown[]) =>
      clock.setTimer(() => callHandler(handler, args), Number(delayMs ?? 0), repeats);
  const clear = (id?: number) => clock.clearTimer(Number(id));

  replace(globalThis, {
    setTimeout: timer(false),
    setInterval: timer(true),
    clearTimeout: clear,
    clearInterval: clear,
    requestAnimationFrame: (callback: FrameRequestCallback) => clock.requestFrame(callback),
    cancelAnimationFrame: (id: number) => clock.cancelFrame(Number(id)),
  });
  replace(Performance.prototype, { now: () => clock.nowMs });
  replaceGetter(Performance.prototype, 'timeOrigin', () => epochMs);
}

/** Puts the clock in place of everything that tells time in a window. */
export function installClock(clock: VirtualClock, epochMs: number): void {
  installTimers(clock, epochMs);
  replace(window, {
    requestIdleCallback: (callback: IdleRequestCallback) =>
      clock.setTimer(() => callback(idleDeadline()), IDLE_DELAY_MS, false),
    cancelIdleCallback: (id?: number) => clock.clearTimer(Number(id)),
  });
  followClock(AnimationTimeline.prototype, (timeline) =>
    timeline === document.timeline ? clock.nowMs : undefined,
  );
  // A context's time starts when it is made.
  const born = new WeakMap<object, number>();
  followClock(BaseAudioContext.prototype, (context) => {
    if (!(context instanceof AudioContext)) return undefined;
    const bornMs = born.get(context) ?? clock.nowMs;
    born.set(context, bornMs);
    return (clock.nowMs - bornMs) / 1000;
  });
}

function callHandler(handler: TimerHandler, args: readonly unknown[]): void {
  if (typeof handler === 'function') Reflect.apply(handler, globalThis, args);
  else new Function(handler)();
}

/** Counts looks instead of time, so that a loop "while there is time left" does the same work in every run. */
function idleDeadline(): IdleDeadline {
  let looks = IDLE_LOOKS;
  return { didTimeout: false, timeRemaining: () => Math.max(0, looks--) };
}

function replaceGetter(target: object, name: string, get: (this: object) => unknown): void {
  Object.defineProperty(target, name, { configurable: true, enumerable: true, get });
}

/** Replaces `currentTime` where `read` gives a value; elsewhere (scroll timelines, offline audio) it stays. */
function followClock(prototype: object, read: (owner: object) => number | undefined): void {
  const before = Object.getOwnPropertyDescriptor(prototype, 'currentTime')?.get;
  replaceGetter(prototype, 'currentTime', function () {
    return read(this) ?? before?.call(this);
  });
}

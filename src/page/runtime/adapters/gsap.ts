import type { Clips } from '../clips.js';
import { localSec } from '../local-time.js';
import type { SeekAdapter } from './adapter.js';
import {
  type GsapAnimation,
  type GsapTimeline,
  type RegisteredTimeline,
  readTimelines,
} from './gsap-timelines.js';

interface Gsap {
  readonly ticker: { sleep(): void; readonly _listeners?: readonly unknown[] };
  readonly globalTimeline: {
    getChildren(nested: boolean, tweens: boolean, timelines: boolean): GsapAnimation[];
  };
}

/** Seconds; stands for time 0, see {@link createGsap}. Moves nothing by a visible amount, and GSAP does not round it away (1e-7). */
const FIRST_MOMENT_SEC = 1e-6;

/**
 * GSAP timelines in `window.__timelines`, paused and brought to the composition's time with their callbacks.
 *
 * A tween records its start values when it is first rendered. Where tweens overlap, a jump across several of them
 * would record others than a run through every frame, so a jump stops at each frame at which a tween starts. It stops at
 * every frame while a tween or timeline has an `onUpdate`, which may count, or scrambles text, which goes on from the
 * text that was there.
 *
 * GSAP does not render a fresh timeline at time 0, and undoes callbacks at 0 when it comes back there: a `set` at 0
 * would show only after a later frame. So time 0 is a moment later.
 */
export function createGsap(clips: Clips): SeekAdapter {
  const stops = new StopTimes();
  const startSecOf = (timeline: RegisteredTimeline) =>
    timeline.host === null ? 0 : clips.originSecOf(timeline.host);
  return {
    name: 'gsap',
    whenPassing: true,
    seek(timeSec) {
      const timelines = readTimelines();
      for (const timeline of timelines) {
        const ownSec = Math.max(FIRST_MOMENT_SEC, localSec(timeSec, startSecOf(timeline)));
        if (!timeline.animation.paused()) timeline.animation.pause();
        timeline.animation.totalTime(ownSec, false);
      }
      if (timelines.length > 0) putTickerToSleep();
    },
    nextStopSec(timeSec) {
      let next: number | null = null;
      for (const timeline of readTimelines()) {
        const startSec = startSecOf(timeline);
        const stop = stops.after(timeline.animation, timeSec - startSec);
        if (stop !== null && (next === null || stop + startSec < next)) next = stop + startSec;
      }
      return next;
    },
  };
}

/**
 * GSAP's ticker is an animation frame loop that every access to a timeline wakes for 120 frames. When all root
 * animations are paused and nobody else listens (GSAP's own condition for sleeping), it has nothing to do, and without
 * it frames need not be stepped through.
 */
export function putTickerToSleep(): void {
  const gsap = (window as { gsap?: Partial<Gsap> }).gsap;
  if (gsap?.ticker === undefined || gsap.globalTimeline === undefined) return;
  if ((gsap.ticker._listeners?.length ?? 0) > 1) return;
  if (gsap.globalTimeline.getChildren(false, true, true).every((child) => child.paused()))
    gsap.ticker.sleep();
}

/** Where jumps across a timeline stop, in its own time. */
interface Stops {
  /** What was added last: when it changes, everything is read again. */
  readonly recent: unknown;
  /** Start times of tweens, sorted. */
  readonly startsSec: readonly number[];
  /** Spans in which no frame is skipped. */
  readonly spansSec: readonly (readonly [start: number, end: number])[];
}

/** Less than any frame: "the frame after this time". */
const NEXT_SEC = 1e-6;

class StopTimes {
  readonly #known = new WeakMap<GsapTimeline, Stops>();

  after(timeline: GsapTimeline, timeSec: number): number | null {
    if (timeline.getChildren === undefined) return null;
    const recent = timeline.recent?.();
    let known = this.#known.get(timeline);
    if (known === undefined || known.recent !== recent) {
      known = readStops(timeline, recent);
      this.#known.set(timeline, known);
    }
    if (known.spansSec.some(([start, end]) => start <= timeSec && timeSec < end)) return timeSec + NEXT_SEC;
    return known.startsSec.find((startSec) => startSec > timeSec) ?? null;
  }
}

function readStops(timeline: GsapTimeline, recent: unknown): Stops {
  const tweens = timeline.getChildren?.(true, true, false) ?? [];
  const watched = [timeline, ...(timeline.getChildren?.(true, true, true) ?? [])].filter(
    ({ vars }) => vars?.onUpdate !== undefined || vars?.scrambleText !== undefined,
  );
  const spans = watched.map((animation) => {
    const startSec = animation === timeline ? 0 : startWithin(animation, timeline);
    return [startSec, startSec + lengthWithin(animation, timeline)] as const;
  });
  return {
    recent,
    startsSec: [
      ...new Set([...tweens.map((tween) => startWithin(tween, timeline)), ...spans.map(([start]) => start)]),
    ].sort((a, b) => a - b),
    spansSec: spans,
  };
}

/** Length of a nested animation, repeats included, in the time of an outer timeline. */
function lengthWithin(animation: GsapAnimation, outer: GsapTimeline): number {
  let lengthSec = animation.totalDuration?.() ?? 0;
  for (let node: GsapAnimation | null | undefined = animation; node && node !== outer; node = node.parent) {
    lengthSec /= Math.abs(node.timeScale()) || 1;
  }
  return lengthSec;
}

/** Start of a nested animation in the time of an outer timeline; of repeats, the first. */
function startWithin(animation: GsapAnimation, outer: GsapTimeline): number {
  let startSec = animation.startTime();
  for (let parent = animation.parent; parent && parent !== outer; parent = parent.parent) {
    startSec = parent.startTime() + startSec / (Math.abs(parent.timeScale()) || 1);
  }
  return startSec;
}

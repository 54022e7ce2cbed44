import type { Clips } from '../clips.js';
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
 * would record others than a run through every frame, so a jump stops at each frame at which a tween starts.
 *
 * GSAP does not render a fresh timeline at time 0, and undoes callbacks at 0 when it comes back there: a `set` at 0
 * would show only after a later frame. So time 0 is a moment later.
 */
export function createGsap(clips: Clips): SeekAdapter {
  const stops = new StopTimes();
  const startSecOf = (timeline: RegisteredTimeline) =>
    timeline.host === null ? 0 : clips.startSecOf(timeline.host);
  return {
    name: 'gsap',
    whenPassing: true,
    seek(timeSec) {
      const timelines = readTimelines();
      for (const timeline of timelines) {
        const localSec = Math.max(FIRST_MOMENT_SEC, timeSec - startSecOf(timeline));
        if (!timeline.animation.paused()) timeline.animation.pause();
        timeline.animation.totalTime(localSec, false);
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

/** Start times of the tweens of each timeline, sorted; read again when something was added. */
class StopTimes {
  readonly #known = new WeakMap<
    GsapTimeline,
    { readonly recent: unknown; readonly timesSec: readonly number[] }
  >();

  after(timeline: GsapTimeline, timeSec: number): number | null {
    if (timeline.getChildren === undefined) return null;
    const recent = timeline.recent?.();
    let known = this.#known.get(timeline);
    if (known === undefined || known.recent !== recent) {
      const children = timeline.getChildren(true, true, false);
      const timesSec = [...new Set(children.map((child) => startWithin(child, timeline)))].sort(
        (a, b) => a - b,
      );
      known = { recent, timesSec };
      this.#known.set(timeline, known);
    }
    return known.timesSec.find((startSec) => startSec > timeSec) ?? null;
  }
}

/** Start of a nested animation in the time of an outer timeline; of repeats, the first. */
function startWithin(animation: GsapAnimation, outer: GsapTimeline): number {
  let startSec = animation.startTime();
  for (let parent = animation.parent; parent && parent !== outer; parent = parent.parent) {
    startSec = parent.startTime() + startSec / (Math.abs(parent.timeScale()) || 1);
  }
  return startSec;
}

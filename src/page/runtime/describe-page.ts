import type { SteppedState } from '../../contract/index.js';
import type { PageDescription } from '../protocol.js';
import { putTickerToSleep } from './adapters/gsap.js';
import { readTimelines } from './adapters/gsap-timelines.js';
import { readOwnHf } from './adapters/own-hf.js';
import { type Clips, findRoot } from './clips.js';
import { unquote } from './font-readiness.js';
import type { PageRandom } from './install-random.js';
import type { RawObstacles } from './raw-obstacles.js';
import type { ShadowRoots } from './shadow-roots.js';
import { readTextFonts } from './system-fonts.js';
import type { VirtualClock } from './virtual-clock.js';
import type { Workers } from './workers/workers.js';

/** GSAP gives an endless repeat this many seconds and more. */
const ENDLESS_SEC = 1e8;

/** What the page says about itself once it is ready. */
export function describePage(
  clips: Clips,
  shadowRoots: ShadowRoots,
  clock: VirtualClock,
  random: PageRandom,
  workers: Workers,
  rawObstacles: RawObstacles,
): PageDescription {
  const root = findRoot();
  const compositionId = root?.getAttribute('data-composition-id') ?? null;
  const attribute =
    root?.getAttribute('data-composition-duration') ?? root?.getAttribute('data-duration') ?? null;
  const timelines = readTimelines();
  const timeline = timelines.find(({ id }) => id === compositionId) ?? timelines[0];
  putTickerToSleep();
  return {
    compositionId,
    durations: {
      attribute:
        attribute === null ? null : toPlain(attribute.trim() === '' ? Number.NaN : Number(attribute)),
      hf: readHfDuration(),
      timeline: timeline === undefined ? null : toPlain(timeline.animation.totalDuration()),
    },
    clips: clips.all.map(({ id, element, startSec, endSec, track, isComposition }) => ({
      id,
      tag: element.localName,
      startSec,
      endSec,
      track,
      isComposition,
    })),
    ...readTextFonts(shadowRoots),
    fontFamilies: [...new Set([...document.fonts].map(({ family }) => unquote(family)))].sort(),
    stepsFrames: clock.isPending || workers.isPending,
    states: findStates(clock, random, workers),
    rawObstacles: rawObstacles.find(shadowRoots),
  };
}

function findStates(clock: VirtualClock, random: PageRandom, workers: Workers): SteppedState[] {
  return [
    ...(clock.hasFrameCallbacks ? (['animation-frames'] as const) : []),
    ...(clock.hasTimers('repeating') ? (['intervals'] as const) : []),
    ...(clock.hasTimers('once') ? (['timeouts'] as const) : []),
    ...(workers.isPending ? (['workers'] as const) : []),
    ...(clock.isPending && random.hasSteppedDraws ? (['random'] as const) : []),
  ];
}

function readHfDuration(): number | string | null {
  const hf = readOwnHf();
  if (hf === null || hf.duration === undefined || hf.duration === null) return null;
  return toPlain(Number(typeof hf.duration === 'function' ? hf.duration() : hf.duration));
}

/** JSON has neither Infinity nor NaN. */
function toPlain(sec: number): number | string {
  if (Number.isNaN(sec)) return 'NaN';
  return sec > ENDLESS_SEC ? 'Infinity' : sec;
}

import { type Fps, formatFps, frameCountForDuration, MAX_FRAMES } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { PageDescription } from '../page/protocol.js';

/** How long the composition is, and who says so. */
export interface MeasuredDuration {
  readonly durationSec: number;
  readonly durationSource: 'setting' | 'data-duration' | '__hf' | 'timeline' | 'media';
  readonly frameCount: number;
}

/** What may tell a duration. Seconds; null where nothing is said. */
export interface DurationSources {
  /** What the caller asks for. */
  readonly settingSec: number | undefined;
  /** `data-duration` of the root as written in the HTML. */
  readonly attributeSec: number | null;
  /** What the live page says. */
  readonly page: PageDescription['durations'];
  /** When the last sound or film of known length ends. */
  readonly lastMediaSec: number | null;
}

/**
 * Decides the duration: the caller's setting, else the root's attribute, else `window.__hf.duration`, else the registered
 * timeline, else the end of the last sound or film.
 * @throws COMPOSITION_INVALID when nothing says how long the composition is; DURATION_OUT_OF_RANGE, naming who says
 * what, for a duration that is no finite number above 0 or has more frames than MAX_FRAMES.
 */
export function resolveDuration(sources: DurationSources, fps: Fps, entryFile: string): MeasuredDuration {
  const candidates = [
    ['setting', 'durationSec', sources.settingSec ?? null],
    ['data-duration', 'data-duration', sources.attributeSec ?? sources.page.attribute],
    ['__hf', 'window.__hf.duration', sources.page.hf],
    ['timeline', 'the length of the timeline in window.__timelines', sources.page.timeline],
    ['media', 'the end of the last sound or film', sources.lastMediaSec],
  ] as const;
  const found = candidates.find(([, , value]) => value !== null);
  if (found === undefined) throw noDuration(entryFile);
  const [durationSource, name, value] = found;
  const durationSec = Number(value);
  const range = `from one frame to ${MAX_FRAMES} frames`;
  if (!Number.isFinite(durationSec) || durationSec <= 0) {
    throw outOfRange(`${name} is ${value}; expected a finite number of seconds above 0.`, entryFile);
  }
  const frameCount = frameCountForDuration(durationSec, fps);
  if (frameCount < 1 || frameCount > MAX_FRAMES) {
    const told = `${name} is ${durationSec} s, which is ${frameCount} frames at ${formatFps(fps)} fps`;
    throw outOfRange(`${told}; expected ${range}.`, entryFile);
  }
  return { durationSec, durationSource, frameCount };
}

function noDuration(entryFile: string): RenderError {
  const fix =
    'Add data-duration="<seconds>" to the root, register a timeline in window.__timelines, or give a duration (--duration <seconds>).';
  return new RenderError('COMPOSITION_INVALID', `Nothing says how long ${entryFile} is. ${fix}`, {
    path: entryFile,
    fix,
  });
}

function outOfRange(message: string, entryFile: string): RenderError {
  const fix = 'Set data-duration on the root to the length that should be rendered, in seconds.';
  return new RenderError('DURATION_OUT_OF_RANGE', `${message} ${fix}`, { path: entryFile, fix });
}

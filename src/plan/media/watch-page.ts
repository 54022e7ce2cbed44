import type { BrowserSession, OpenPageOptions } from '../../browser/types.js';
import { RenderError, throwIfAborted } from '../../errors/index.js';
import type { MediaSample } from '../../page/protocol.js';

/** Frames per question to the page: it answers well within its time, and a cancel does not wait long. */
const FRAMES_AT_A_TIME = 30;

/** For one answer: many frames of a heavy page on a busy machine. */
const WATCH_TIMEOUT_MS = 120_000;

/** What the media elements of a page did over the whole composition. */
export interface WatchedMedia {
  readonly samples: readonly MediaSample[];
  /** Callbacks of the page waited at some frame, so that chunks visit every frame. */
  readonly stepsFrames: boolean;
}

/**
 * Opens the page once more and brings it to every frame without capturing: which moments of which films are seen, how
 * large, and what the timeline makes of volumes.
 */
export async function watchPage(
  session: BrowserSession,
  options: OpenPageOptions,
  frameCount: number,
  readyTimeoutMs: number,
): Promise<WatchedMedia> {
  const page = await session.openPage({ ...options, inactivityTimeoutMs: WATCH_TIMEOUT_MS });
  try {
    await page.waitUntilReady(readyTimeoutMs);
    const samples = new Map<string, MediaSample>();
    let stepsFrames = false;
    for (let start = 0; start < frameCount; start += FRAMES_AT_A_TIME) {
      throwIfAborted(options.signal);
      const report = await page.watchMedia(start, Math.min(frameCount, start + FRAMES_AT_A_TIME));
      stepsFrames ||= report.stepsFrames;
      for (const sample of report.samples) samples.set(sample.id, join(samples.get(sample.id), sample));
    }
    return { samples: [...samples.values()], stepsFrames };
  } finally {
    await page.close();
  }
}

/** An element plays the same file at the same place all the time; its frames go on. */
function join(before: MediaSample | undefined, now: MediaSample): MediaSample {
  if (before === undefined) return now;
  if (before.url !== now.url) {
    const fix = 'Use an element of its own for each film, each with its data-start and data-duration.';
    throw new RenderError(
      'VIDEO_SOURCE_UNRENDERABLE',
      `${now.where} changes its file from ${before.path ?? before.url} to ${now.path ?? now.url} while the composition runs. ${fix}`,
      { selector: now.where, fix },
    );
  }
  return {
    ...now,
    frames: [...before.frames, ...now.frames],
    scale: Math.max(before.scale, now.scale),
    needsSourceSize: before.needsSourceSize || now.needsSourceSize,
  };
}

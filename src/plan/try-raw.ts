import type { OpenPageOptions } from '../browser/index.js';
import { fpsToNumber, type Logger } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { BEGIN_FRAME_PROBE_MS } from './capture-mode.js';
import { refuseRaw } from './choose-capture.js';
import { compareRaw } from './compare-raw.js';
import { framesOfFilms } from './films-to-compare.js';
import { lockEncoder } from './lock-encoder.js';
import type { PlanBrowser } from './plan-browser.js';
import { type PlannedPage, planPageOptions } from './plan-page-options.js';
import { type ChosenCapture, framesToCompare, type RawCandidate, whyTooManyFilms } from './raw-candidate.js';
import { framesAllowed } from './rehearse.js';
import type { SampleElsewhere } from './sample-frames.js';
import { servePlan } from './serve-plan.js';

/** A plan directory that holds everything the page shows. */
export interface RawTrial {
  readonly planDir: string;
  readonly candidate: RawCandidate;
  readonly planned: Omit<PlannedPage, 'encoder' | 'videos'> & {
    readonly videos: NonNullable<PlannedPage['videos']>;
  };
  readonly browser: PlanBrowser;
  readonly ffmpegPath: string;
  /** See `PlanOptions.sampleElsewhere`. */
  readonly sampleElsewhere: SampleElsewhere | undefined;
  readonly signal: AbortSignal | undefined;
  readonly logger: Logger;
}

/**
 * Compares raw with begin-frame on the page as chunks will show it, frames of films included, and chooses: raw where both
 * show the same, screenshots where begin-frame fails now, otherwise begin-frame.
 * @throws CONFIG_INVALID when raw is asked for and does not show the page as it is.
 */
export async function tryRaw(trial: RawTrial): Promise<ChosenCapture> {
  const { candidate, planned, browser, logger } = trial;
  const { config, description, frameCount } = candidate;
  const span = framesAllowed(frameCount, description.stepsFrames);
  const ofFilms = framesOfFilms(planned.videos, span);
  if (ofFilms === null)
    return refuseRaw(
      config,
      `a film begins after frame ${span} of a page that is stepped through every frame`,
    );
  const tooMany = whyTooManyFilms(candidate, ofFilms.length);
  if (tooMany !== null) return refuseRaw(config, tooMany);
  const frames = framesToCompare(span, fpsToNumber(planned.composition.fps), candidate, ofFilms);
  if (config.captureMode !== 'auto') return compare(trial, frames);
  const outcome = await browser.tryBeginFrame(() => compare(trial, frames), logger);
  if (!(outcome instanceof RenderError)) return outcome;
  return { captureMode: 'screenshot', captureModeWhy: outcome.message };
}

async function compare(trial: RawTrial, frames: readonly number[]): Promise<ChosenCapture> {
  const { candidate, browser, ffmpegPath, sampleElsewhere, planDir, signal } = trial;
  const { config } = candidate;
  const [session, server] = await Promise.all([browser.session(), servePlan(planDir)]);
  try {
    const page = toPageOptions(trial, server.siteUrl);
    const { readyTimeoutMs, gl } = config;
    const tools = { session, sampleElsewhere, ffmpegPath };
    const { isAlike, why } = await compareRaw({ ...tools, page, gl, readyTimeoutMs, frames, signal });
    return isAlike ? { captureMode: 'raw', captureModeWhy: why } : refuseRaw(config, why);
  } finally {
    await server.close();
  }
}

function toPageOptions({ candidate, planned, signal, logger }: RawTrial, siteUrl: string): OpenPageOptions {
  const { config, size } = candidate;
  const { fps } = planned.composition;
  const facts = { fps, size, captureMode: 'begin-frame', captureModeWhy: '', chunkSize: 1 } as const;
  return {
    ...planPageOptions({ ...planned, encoder: lockEncoder(config, facts) }, siteUrl),
    logger,
    ...(signal && { signal }),
    inactivityTimeoutMs: BEGIN_FRAME_PROBE_MS,
  };
}

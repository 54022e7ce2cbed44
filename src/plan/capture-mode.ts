import type { CaptureMode, ResolvedRenderConfig } from '../contract/index.js';
import { isRenderError, RenderError } from '../errors/index.js';

/** A page that does not answer begin-frame for this long is captured by screenshots instead. */
export const BEGIN_FRAME_PROBE_MS = 10_000;

/**
 * The capture mode to try first. What is captured raw has to be captured by begin-frame before, to be compared.
 * @throws CONFIG_INVALID when begin-frame or raw is asked for and the browser does not have it.
 */
export function firstCaptureMode(
  asked: ResolvedRenderConfig['captureMode'],
  session: { readonly supportsBeginFrame: boolean; readonly version: string },
): CaptureMode {
  if (asked === 'auto') return session.supportsBeginFrame ? 'begin-frame' : 'screenshot';
  if (asked === 'screenshot') return asked;
  if (session.supportsBeginFrame) return 'begin-frame';
  const fix = 'Use chrome-headless-shell, or leave captureMode at auto.';
  throw new RenderError(
    'CONFIG_INVALID',
    `captureMode: ${session.version} cannot issue frames one by one (${asked}). ${fix}`,
    { field: 'captureMode', fix },
  );
}

/** Whether a failed rehearsal means that this page does not get along with begin-frame, so that screenshots are tried. */
export function isBeginFrameFailure(error: unknown): error is RenderError {
  return isRenderError(error) && (error.code === 'CAPTURE_TIMEOUT' || error.code === 'CAPTURE_INVALID');
}

/** What a plan says where begin-frame was wanted and failed. */
export function describeScreenshots(failure: string): string {
  return `The page could not be captured with begin-frame (${failure}), so screenshots are taken, which is slower.`;
}

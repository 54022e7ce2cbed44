import type { CaptureMode, ResolvedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { type ChosenCapture, type RawCandidate, whyNotRaw } from './raw-candidate.js';

/** What is known once a page has been measured. */
export interface MeasuredCapture extends RawCandidate {
  /** How the page has been captured while it was measured. */
  readonly captureMode: CaptureMode;
  /** How begin-frame failed; null when it did not, or was not tried. */
  readonly beginFrameFailure: string | null;
  /** See `PlanOptions.needsImages`. */
  readonly needsImages: boolean;
}

/**
 * Chooses how a page is captured, as far as that can be told without trying: as it was measured, unless raw is worth a
 * comparison. Null: it is. Pure.
 * @throws CONFIG_INVALID when raw is asked for and something is known to forbid it.
 */
export function chooseCapture(measured: MeasuredCapture): ChosenCapture | null {
  const { config, captureMode, beginFrameFailure, needsImages } = measured;
  if (captureMode !== 'begin-frame')
    return { captureMode, captureModeWhy: beginFrameFailure ?? whyScreenshot(config.captureMode) };
  if (config.captureMode === 'begin-frame') return { captureMode, captureModeWhy: 'asked for' };
  if (needsImages) return { captureMode, captureModeWhy: 'single frames are wanted as images' };
  const obstacle = whyNotRaw(measured);
  return obstacle === null ? null : refuseRaw(config, obstacle);
}

/** Begin-frame instead of raw. @throws CONFIG_INVALID when raw is asked for. */
export function refuseRaw({ captureMode }: ResolvedRenderConfig, why: string): ChosenCapture {
  if (captureMode === 'auto') return { captureMode: 'begin-frame', captureModeWhy: `not raw: ${why}` };
  const fix = 'Leave captureMode at auto.';
  throw new RenderError(
    'CONFIG_INVALID',
    `captureMode: this composition cannot be captured raw: ${why}. ${fix}`,
    { field: 'captureMode', fix },
  );
}

function whyScreenshot(asked: string): string {
  return asked === 'screenshot' ? 'asked for' : 'the browser cannot issue frames one by one';
}

import type { BrowserSession, OpenPageOptions } from '../browser/index.js';
import { fpsToNumber, type ResolvedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { compareRaw } from './compare-raw.js';
import type { PlannedGeometry } from './describe-page.js';
import { type ChosenCapture, framesToCompare, type RawCandidate, whyNotRaw } from './raw-candidate.js';
import { framesAllowed } from './rehearse.js';
import type { SampleElsewhere } from './sample-frames.js';

/** What the choice depends on besides the page. */
export interface CaptureRequest {
  readonly config: ResolvedRenderConfig;
  readonly page: PlannedGeometry;
  readonly ffmpegPath: string;
  /** See `PlanOptions.needsImages`. */
  readonly needsImages: boolean;
  /** See `PlanOptions.sampleElsewhere`. */
  readonly sampleElsewhere: SampleElsewhere | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Chooses how a page is captured that has just been captured as `page` says: raw, where begin-frame works and nothing
 * speaks against it, otherwise as it was.
 * @throws CONFIG_INVALID when raw is asked for and does not show the page as it is.
 */
export async function chooseCapture(
  request: CaptureRequest,
  session: BrowserSession,
  page: OpenPageOptions,
  facts: Pick<RawCandidate, 'description' | 'frameCount'>,
): Promise<ChosenCapture> {
  const { config, ffmpegPath, signal, needsImages, sampleElsewhere } = request;
  const { captureMode } = page;
  if (captureMode !== 'begin-frame')
    return { captureMode, captureModeWhy: whyScreenshot(config.captureMode) };
  if (config.captureMode === 'begin-frame') return { captureMode, captureModeWhy: 'asked for' };
  if (needsImages) return { captureMode, captureModeWhy: 'single frames are wanted as images' };
  const candidate = { config, ...request.page, ...facts };
  const obstacle = whyNotRaw(candidate);
  if (obstacle !== null) return fallBack(request, obstacle);
  const span = framesAllowed(facts.frameCount, facts.description.stepsFrames);
  const frames = framesToCompare(span, fpsToNumber(request.page.fps), candidate);
  const { readyTimeoutMs, gl } = config;
  const verdict = await compareRaw({
    session,
    sampleElsewhere,
    ffmpegPath,
    page,
    gl,
    readyTimeoutMs,
    frames,
    signal,
  });
  if (!verdict.isAlike) return fallBack(request, verdict.why);
  return { captureMode: 'raw', captureModeWhy: verdict.why };
}

function fallBack({ config }: CaptureRequest, why: string): ChosenCapture {
  if (config.captureMode === 'auto') return { captureMode: 'begin-frame', captureModeWhy: `not raw: ${why}` };
  const fix = 'Leave captureMode at auto.';
  throw new RenderError(
    'CONFIG_INVALID',
    `captureMode: this composition cannot be captured raw: ${why}. ${fix}`,
    {
      field: 'captureMode',
      fix,
    },
  );
}

function whyScreenshot(asked: string): string {
  return asked === 'screenshot' ? 'asked for' : 'the browser cannot issue frames one by one';
}

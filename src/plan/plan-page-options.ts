import type { OpenPageOptions } from '../browser/types.js';
import {
  type CompositionMetadataJson,
  type LockedRenderConfig,
  PLAN_PATHS,
  type RuntimeEnvSnapshot,
  SERVED_VIDEO_FRAMES,
  type VideoJson,
  type VideosJson,
} from '../contract/index.js';
import type { PageVideo } from '../page/protocol.js';

/** The parts of a plan that decide how its page is opened. */
export interface PlannedPage {
  readonly composition: Pick<
    CompositionMetadataJson,
    'entryFile' | 'widthPx' | 'heightPx' | 'fps' | 'variables' | 'mediaSources'
  > & {
    /** Null while it is being measured. Seconds. */
    readonly durationSec: number | null;
  };
  readonly encoder: Pick<
    LockedRenderConfig,
    'captureMode' | 'imageFormat' | 'jpegQuality' | 'alpha' | 'seed'
  >;
  /** Null while it is being measured. */
  readonly videos: VideosJson | null;
  readonly plan: { readonly runtimeEnv: RuntimeEnvSnapshot };
}

/**
 * How the page of a plan is opened. Planning and every chunk use this, so that all see the same page. A caller adds
 * `signal`, `logger` and `inactivityTimeoutMs`.
 * @param siteUrl of the file server on the plan's `compiled/`, with the final slash.
 */
export function planPageOptions(
  { composition, encoder, plan, videos }: PlannedPage,
  siteUrl: string,
): OpenPageOptions {
  const { runtimeEnv } = plan;
  return {
    url: siteUrl + composition.entryFile.split('/').map(encodeURIComponent).join('/'),
    widthPx: composition.widthPx,
    heightPx: composition.heightPx,
    deviceScaleFactor: runtimeEnv.deviceScaleFactor,
    captureMode: encoder.captureMode,
    imageFormat: encoder.imageFormat,
    jpegQuality: encoder.jpegQuality,
    transparent: encoder.alpha,
    timezone: runtimeEnv.timezone,
    locale: runtimeEnv.locale,
    runtime: {
      fps: composition.fps,
      seed: encoder.seed,
      epochMs: runtimeEnv.epochMs,
      variables: composition.variables,
      durationSec: composition.durationSec,
      media: {
        baseUrl: siteUrl,
        sources: composition.mediaSources,
        videos: videos?.map((video) => toPageVideo(video, siteUrl)) ?? null,
      },
    },
  };
}

function toPageVideo(
  { id, frameDir, frameFormat, firstFrame, shown }: VideoJson,
  siteUrl: string,
): PageVideo {
  const folder = frameDir.slice(PLAN_PATHS.videoFrames.length + 1);
  const framesUrl = `${siteUrl}${SERVED_VIDEO_FRAMES}${encodeURIComponent(folder)}/`;
  return { id, framesUrl, frameFormat, firstFrame, shown };
}

import type { Codec, DistributedRenderConfig, OutputFormat, Quality } from '../../src/contract/config.js';
import type { Settings } from '../../src/contract/host-protocol.js';

/** What the Plan screen lets a person choose. Null: as the composition says, or as the machine allows. */
export interface PlanParams {
  /** `auto` leaves it to the machine, `count` caps the number of chunks, `size` fixes the frames of each. */
  readonly cut: 'auto' | 'count' | 'size';
  readonly maxChunks: number;
  readonly chunkFrames: number;
  readonly balance: 'frames' | 'cost';
  readonly fps: string | null;
  readonly widthPx: number | null;
  readonly format: OutputFormat;
  readonly codec: Codec;
  readonly quality: Quality;
  readonly workers: number | null;
  readonly gl: 'software' | 'any';
  readonly captureMode: 'auto' | 'raw' | 'begin-frame' | 'screenshot';
  readonly rejectOnSystemFonts: boolean;
}

export const DEFAULT_PARAMS: PlanParams = {
  cut: 'auto',
  maxChunks: 16,
  chunkFrames: 60,
  balance: 'frames',
  fps: null,
  widthPx: null,
  format: 'mp4',
  codec: 'h264',
  quality: 'standard',
  workers: null,
  gl: 'software',
  captureMode: 'auto',
  rejectOnSystemFonts: false,
};

/** The parameters a new project starts with. */
export function paramsFromSettings(settings: Settings | null): PlanParams {
  if (settings === null) return DEFAULT_PARAMS;
  const { quality, gl, captureMode, workers } = settings;
  return { ...DEFAULT_PARAMS, quality, gl, captureMode, workers };
}

/** The configuration that the engine plans and renders with. */
export function toRenderConfig(params: PlanParams, entryFile: string): DistributedRenderConfig {
  return {
    entryFile,
    format: params.format,
    quality: params.quality,
    balance: params.balance,
    gl: params.gl,
    captureMode: params.captureMode,
    rejectOnSystemFonts: params.rejectOnSystemFonts,
    ...(params.format === 'mp4' ? { codec: params.codec } : {}),
    ...(params.fps === null ? {} : { fps: params.fps }),
    ...(params.widthPx === null ? {} : { width: params.widthPx }),
    ...toChunkConfig(params),
  };
}

function toChunkConfig({ cut, maxChunks, chunkFrames }: PlanParams): DistributedRenderConfig {
  if (cut === 'auto') return {};
  return cut === 'count'
    ? { maxParallelChunks: maxChunks }
    : { chunkSize: chunkFrames, maxParallelChunks: 10_000 };
}

/** The extension of a format's output; a folder of frames has none. */
export function extensionOf(format: OutputFormat): string {
  return format === 'png-sequence' ? '' : `.${format}`;
}

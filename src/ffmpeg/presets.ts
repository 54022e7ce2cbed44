import type { LockedRenderConfig, OutputFormat, Quality } from '../contract/index.js';
import { hardwarePreset } from './hardware-encoders.js';

/** What a quality means for one codec. */
interface Preset {
  /** What is spent on size: see `LockedRenderConfig.preset`. */
  readonly preset: string | null;
  readonly crf: number | null;
  /** What differs from the preset: see `LockedRenderConfig.tuning`. */
  readonly tuning?: string;
}

/**
 * x264's veryfast without what pictures of pages gain little by: motion is searched with the smaller pattern and refined
 * once (`me`, `subme`), and `mbtree` looks 5 frames ahead instead of 10. `aq-strength` is lowered from 1 to 0.8, since
 * adaptive quantisation takes still gradients for what needs most bits; x264's own tune for animation has 0.6.
 */
const X264_FAST = 'subme=1:me=dia:rc-lookahead=5:aq-strength=0.8';

/**
 * The table of qualities. Sources, by line:
 * - h264: CPU, size and SSIM against lossless frames, in docs/performance.md, "The encoder at equal quality". `standard`
 *   is, from raw frames, not below `medium` at crf 18 from JPEG, for a quarter to a half of its CPU and at most a tenth
 *   more size. `draft`: `ultrafast` takes 3.2 ms for a frame of 720p, and at crf 28 its files are about as large
 *   as standard's. `high` spends the time of `medium` and lies below crf 17, which x264 calls visually lossless; what is
 *   faster takes up to a fifth more size to come near it.
 * - h265: x265 states that its crf 28 looks like x264's 23; these are the h264 values with that distance, rounded
 *   towards quality; x265 takes several times as long as x264, so `standard` is a fast preset here, too.
 * - vp9: libvpx recommends crf 31 for 1080p; text on flat colours shows ringing there, so standard is lower. The presets
 *   are `-cpu-used`: 8 is the fastest with the realtime deadline, 5 the fastest and 2 a slow one with the good deadline.
 * - prores: `-qscale:v` of prores_ks, 1 to 31. Measured for 720p, from plain graphics to full detail: 49 to 161 kB a frame
 *   at 16, 62 to 217 at 9, 90 to 333 at 4.
 * - png and gif keep every pixel (gif within its palette): nothing to choose.
 */
const PRESETS: Readonly<Record<LockedRenderConfig['codec'], Readonly<Record<Quality, Preset>>>> = {
  h264: {
    draft: { preset: 'ultrafast', crf: 28 },
    standard: { preset: 'veryfast', crf: 18, tuning: X264_FAST },
    high: { preset: 'medium', crf: 15 },
  },
  h265: {
    draft: { preset: 'ultrafast', crf: 30 },
    standard: { preset: 'superfast', crf: 21 },
    high: { preset: 'medium', crf: 17 },
  },
  vp9: {
    draft: { preset: '8', crf: 40 },
    standard: { preset: '5', crf: 26 },
    high: { preset: '2', crf: 15 },
  },
  prores: {
    draft: { preset: '16', crf: null },
    standard: { preset: '9', crf: null },
    high: { preset: '4', crf: null },
  },
  png: lossless(),
  gif: lossless(),
};

/** Settings of the encoder that follow from quality, crf and bitrate. */
export interface ResolvedQuality {
  readonly crf: number | null;
  readonly bitrate: string | null;
  readonly preset: string | null;
  readonly tuning: string | null;
}

/**
 * What a quality comes to; a crf or a bitrate that was asked for replaces the table's crf, nothing else. Hardware takes the
 * codec's crf with a preset of its own. Pure.
 */
export function resolveQuality(request: {
  readonly format: OutputFormat;
  readonly codec: LockedRenderConfig['codec'];
  readonly quality: Quality;
  readonly videoEncoder?: LockedRenderConfig['videoEncoder'] | undefined;
  readonly crf?: number | undefined;
  readonly bitrate?: string | undefined;
}): ResolvedQuality {
  const { videoEncoder = 'software' } = request;
  const software = PRESETS[request.codec][request.quality];
  const { crf } = software;
  const { preset, tuning = null } =
    videoEncoder === 'software'
      ? software
      : { preset: hardwarePreset(videoEncoder, request.quality), tuning: null };
  if (request.bitrate !== undefined) return { crf: null, bitrate: request.bitrate, preset, tuning };
  return { crf: request.crf ?? crf, bitrate: null, preset, tuning };
}

function lossless(): Readonly<Record<Quality, Preset>> {
  const same = { preset: null, crf: null };
  return { draft: same, standard: same, high: same };
}

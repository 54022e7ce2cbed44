import type { Codec, HardwareEncoderName, LockedRenderConfig, Quality } from '../contract/index.js';

/** How ffmpeg is asked to encode with one family of hardware. */
interface HardwareEncoder {
  /** ffmpeg's encoder by codec. */
  readonly encoders: Readonly<Record<Codec, string>>;
  /** What opens the device, before any input; empty where the encoder opens it. */
  readonly deviceArgs: readonly string[];
  /** What brings frames to where the encoder takes them, after all other filters; null: it takes them as they are. */
  readonly lastFilters: string | null;
  /** What the encoder is given; null where the filters decide it. */
  readonly pixelFormat: string | null;
  /** What is spent on size, in the encoder's own words; null where nothing can be chosen. */
  readonly presets: Readonly<Record<Quality, string>> | null;
  /** @param crf a whole number from 1 to 51. */
  quality(crf: number): string[];
  bitrate(rate: string): string[];
  /** What fixes the stream's structure besides `-bf`, `-g` and `-profile:v`. */
  structure(codec: Codec): string[];
  /** What the machine has to have, for people. */
  readonly needs: string;
}

/**
 * The families. What their options mean is taken from ffmpeg's sources (libavcodec/nvenc.c, videotoolboxenc.c, qsvenc.c,
 * vaapi_encode.c, hw_base_encode.c) and `ffmpeg -h encoder=…`; on no such hardware has any of it been run. The crf is
 * what would be x264's or x265's: the scales have the same ends, but no value of one was ever compared with another's.
 * - NVENC: `-cq` is the target of its variable rate, 1 to 51; without `-b:v 0` a rate of 2 Mbit/s would bound it. Each GOP
 *   begins with an IDR (`idrPeriod = gopLength`).
 * - VideoToolbox: `-q:v` is a quality from 1 to 100, higher is better, on Apple silicon only; 51 to 0 is laid straight over
 *   it. Without reordering no GOP can be open.
 * - QSV: `-global_quality` chooses ICQ, 1 to 51. `hw_any` keeps it from Intel's software implementation, which would
 *   otherwise be taken in silence. It takes frames from memory and uploads them itself.
 * - VAAPI: `-qp` with CQP, which every driver has, 1 to 51: the quantiser itself, so that hard pictures get more bits
 *   than by a crf. `-sei 0` leaves out the text that names the driver.
 */
const FAMILIES: Readonly<Record<HardwareEncoderName, HardwareEncoder>> = {
  nvenc: {
    encoders: { h264: 'h264_nvenc', h265: 'hevc_nvenc' },
    deviceArgs: [],
    lastFilters: null,
    pixelFormat: 'yuv420p',
    presets: { draft: 'p1', standard: 'p4', high: 'p7' },
    quality: (crf) => ['-rc', 'vbr', '-cq', String(crf), '-b:v', '0'],
    bitrate: (rate) => ['-rc', 'vbr', '-b:v', rate],
    structure: () => ['-no-scenecut', '1'],
    needs: 'an NVIDIA graphics card that encodes, and its driver',
  },
  videotoolbox: {
    encoders: { h264: 'h264_videotoolbox', h265: 'hevc_videotoolbox' },
    deviceArgs: [],
    lastFilters: null,
    pixelFormat: 'yuv420p',
    presets: null,
    quality: (crf) => ['-q:v', String(Math.max(1, Math.round(100 - (crf * 100) / 51)))],
    bitrate: (rate) => ['-b:v', rate],
    structure: () => ['-allow_sw', '0'],
    needs: 'a Mac, and for a constant quality one with Apple silicon',
  },
  qsv: {
    encoders: { h264: 'h264_qsv', h265: 'hevc_qsv' },
    deviceArgs: ['-init_hw_device', 'qsv=hw:hw_any'],
    lastFilters: 'format=nv12',
    pixelFormat: 'nv12',
    presets: { draft: 'veryfast', standard: 'medium', high: 'veryslow' },
    quality: (crf) => ['-global_quality', String(crf)],
    bitrate: (rate) => ['-b:v', rate],
    structure: (codec) => ['-idr_interval', '0', ...(codec === 'h264' ? ['-look_ahead', '0'] : [])],
    needs: 'Intel graphics, their driver (Debian: intel-media-va-driver) and the right to use it',
  },
  vaapi: {
    encoders: { h264: 'h264_vaapi', h265: 'hevc_vaapi' },
    deviceArgs: ['-init_hw_device', 'vaapi=hw', '-filter_hw_device', 'hw'],
    lastFilters: 'format=nv12,hwupload',
    pixelFormat: null,
    presets: null,
    quality: (crf) => ['-rc_mode', 'CQP', '-qp', String(crf)],
    bitrate: (rate) => ['-rc_mode', 'VBR', '-b:v', rate],
    structure: () => ['-idr_interval', '0', '-sei', '0'],
    needs: 'a graphics card with a VA-API driver, and the right to use /dev/dri/renderD128',
  },
};

/** The part of a locked configuration that tells who encodes. */
type Encoding = Pick<LockedRenderConfig, 'videoEncoder' | 'codec'>;

/** The family that encodes; null for ffmpeg's software encoders. */
function hardwareOf({ videoEncoder }: Pick<Encoding, 'videoEncoder'>): HardwareEncoder | null {
  return videoEncoder === 'software' ? null : FAMILIES[videoEncoder];
}

/** Arguments before the input: the device. Pure. */
export function hardwareDeviceArgs(encoder: Encoding): readonly string[] {
  return hardwareOf(encoder)?.deviceArgs ?? [];
}

/** The filters after all others, as the end of a chain; empty for software. Pure. */
export function hardwareFilters(encoder: Encoding): string {
  const filters = hardwareOf(encoder)?.lastFilters ?? null;
  return filters === null ? '' : `,${filters}`;
}

/** Speed against size for a family of hardware; null where it has no such choice. Pure. */
export function hardwarePreset(name: HardwareEncoderName, quality: Quality): string | null {
  return FAMILIES[name].presets?.[quality] ?? null;
}

/** ffmpeg's name of the hardware encoder, and what it needs; null for software. Pure. */
export function describeHardware(
  encoder: Encoding,
): { readonly name: string; readonly needs: string } | null {
  const hardware = hardwareOf(encoder);
  return hardware === null ? null : { name: hardware.encoders[codecOf(encoder)], needs: hardware.needs };
}

/**
 * How a family of hardware encodes: as `videoCodecArgs` has it for software, no B-frames and closed GOPs of a fixed length.
 * `-flags:v` adds to what other arguments say. Null for software. Pure.
 */
export function hardwareCodecArgs(encoder: LockedRenderConfig): string[] | null {
  const hardware = hardwareOf(encoder);
  if (hardware === null) return null;
  const codec = codecOf(encoder);
  const { preset, crf, bitrate, gopFrames } = encoder;
  return [
    ...(hardware.pixelFormat === null ? [] : ['-pix_fmt', hardware.pixelFormat]),
    ...['-c:v', hardware.encoders[codec], '-profile:v', codec === 'h264' ? 'high' : 'main'],
    ...(preset === null ? [] : ['-preset', preset]),
    ...(codec === 'h265' ? ['-tag:v', 'hvc1'] : []),
    ...(bitrate === null ? hardware.quality(Number(crf)) : hardware.bitrate(bitrate)),
    ...['-bf', '0', '-g', String(gopFrames), '-flags:v', '+cgop', ...hardware.structure(codec)],
  ];
}

/** Hardware is locked for these two codecs only. */
function codecOf({ codec }: Pick<Encoding, 'codec'>): Codec {
  return codec === 'h265' ? 'h265' : 'h264';
}

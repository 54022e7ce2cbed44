import type { LockedRenderConfig } from '../contract/index.js';
import { pixelFormatOf } from './colour-filters.js';
import { hardwareCodecArgs } from './hardware-encoders.js';

/**
 * How frames are encoded. No B-frames and closed GOPs of a fixed length, so that chunks can be joined by copying; a
 * fixed number of threads, as the count changes what some encoders write. Pure.
 */
export function videoCodecArgs(encoder: LockedRenderConfig): string[] {
  const hardware = hardwareCodecArgs(encoder);
  if (hardware !== null) return [...hardware, ...BT709_TAGS];
  const args = ['-threads', String(encoder.encoderThreads), '-pix_fmt', pixelFormatOf(encoder)];
  switch (encoder.codec) {
    case 'h264':
      return [...args, ...x264Args(encoder), ...BT709_TAGS];
    case 'h265':
      return [...args, ...x265Args(encoder), ...BT709_TAGS];
    case 'vp9':
      return [...args, ...vp9Args(encoder), ...BT709_TAGS];
    case 'prores':
      return [...args, ...proresArgs(encoder), ...BT709_TAGS];
    case 'png':
      return [...args, '-c:v', 'png'];
    case 'gif':
      // The lossless intermediate that the palette is made from. Four slices with checksums, each frame on its own.
      return [...args, '-c:v', 'ffv1', '-level', '3', '-slices', '4', '-slicecrc', '1', '-g', '1'];
  }
}

const BT709_TAGS = [
  ...['-color_primaries', 'bt709', '-color_trc', 'bt709'],
  ...['-colorspace', 'bt709', '-color_range', 'tv'],
];

function x264Args(encoder: LockedRenderConfig): string[] {
  const params = ['open-gop=0', ...(encoder.tuning === null ? [] : [encoder.tuning])];
  return [
    // No profile: x264 takes the lowest that fits, and a crf of 0 fits none of the usual ones.
    ...['-c:v', 'libx264', '-preset', encoder.preset ?? 'medium'],
    ...rateArgs(encoder),
    ...['-bf', '0', '-sc_threshold', '0', ...gopArgs(encoder), '-x264-params', params.join(':')],
  ];
}

function x265Args(encoder: LockedRenderConfig): string[] {
  const gop = encoder.gopFrames;
  const params = [
    ...['bframes=0', 'open-gop=0', `keyint=${gop}`, `min-keyint=${gop}`, 'scenecut=0'],
    // One frame at a time and rows in parallel: the bytes do not depend on how threads are scheduled.
    ...[`pools=${encoder.encoderThreads}`, 'frame-threads=1'],
    // No text about the encoder inside the stream, and nothing on stderr but errors.
    ...['info=0', 'log-level=error'],
  ];
  return [
    ...['-c:v', 'libx265', '-preset', encoder.preset ?? 'medium', '-tag:v', 'hvc1'],
    ...rateArgs(encoder),
    ...['-bf', '0', ...gopArgs(encoder), '-x265-params', params.join(':')],
  ];
}

function vp9Args(encoder: LockedRenderConfig): string[] {
  const speed = encoder.preset ?? '5';
  // Above 5, libvpx's speeds belong to its realtime mode.
  const deadline = Number(speed) > 5 ? 'realtime' : 'good';
  return [
    ...['-c:v', 'libvpx-vp9', '-deadline', deadline, '-cpu-used', speed],
    ...rateArgs(encoder),
    // Alternate references are hidden packets: they forbid alpha and break the count of one packet per frame.
    ...['-auto-alt-ref', '0', '-lag-in-frames', '0', '-row-mt', '1', '-tile-columns', '1'],
    ...gopArgs(encoder),
    ...(encoder.alpha ? ['-metadata:s:v:0', 'alpha_mode=1'] : []),
  ];
}

function proresArgs(encoder: LockedRenderConfig): string[] {
  return [
    ...['-c:v', 'prores_ks', '-profile:v', '4444', '-vendor', 'apl0'],
    // The browser's alpha has eight bits.
    ...['-alpha_bits', '8', '-qscale:v', encoder.preset ?? '9'],
  ];
}

function gopArgs({ gopFrames }: LockedRenderConfig): string[] {
  return ['-g', String(gopFrames), '-keyint_min', String(gopFrames)];
}

function rateArgs({ codec, crf, bitrate }: LockedRenderConfig): string[] {
  if (bitrate !== null) return ['-b:v', bitrate];
  const quality = ['-crf', String(crf)];
  // VP9 takes crf for a mere floor unless the rate is zero.
  return codec === 'vp9' ? [...quality, '-b:v', '0'] : quality;
}

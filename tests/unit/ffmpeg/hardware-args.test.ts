import { describe, expect, it } from 'vitest';
import {
  CODECS,
  HARDWARE_ENCODERS,
  type HardwareEncoderName,
  type LockedRenderConfig,
} from '#src/contract/index.js';
import { buildChunkEncoderArgs } from '#src/ffmpeg/build-chunk-encoder-args.js';
import { resolveQuality } from '#src/ffmpeg/presets.js';
import { judgeTrial } from '#src/ffmpeg/try-encoder.js';
import { makeEncoder } from '../../helpers/make-plan.js';
import { videoStream } from '../../helpers/video-stream.js';

function encoderFor(
  videoEncoder: HardwareEncoderName,
  overrides: Partial<LockedRenderConfig> = {},
  crf?: number,
): LockedRenderConfig {
  const { codec = 'h264', quality = 'standard' } = overrides;
  const locked = resolveQuality({ format: 'mp4', codec, quality, videoEncoder, crf });
  return makeEncoder('mp4', { codec, videoEncoder, ...locked, ...overrides });
}

const argsOf = (encoder: LockedRenderConfig) =>
  buildChunkEncoderArgs(encoder, '/out/chunk.mp4', { startFrame: 0, frameCount: 30 });

/** What follows an option; fails where it is given twice. */
function argOf(args: readonly string[], option: string): string | undefined {
  const places = args.flatMap((arg, index) => (arg === option ? [index] : []));
  expect(places.length).toBeLessThan(2);
  return places[0] === undefined ? undefined : args[places[0] + 1];
}

const kinds = HARDWARE_ENCODERS.flatMap((name) => CODECS.map((codec) => ({ name, codec })));

describe.each(kinds)('$name, $codec', ({ name, codec }) => {
  it('is asked for its frames in this way', () => {
    const common = argsOf(encoderFor(name, { codec }));
    expect(common.join(' ')).toMatchSnapshot();
    // The crf and the bitrate exclude each other in the same place.
    const rate = argsOf(encoderFor(name, { codec, crf: null, bitrate: '4M' }));
    expect(rate.filter((arg) => !common.includes(arg)).join(' ')).toMatchSnapshot();
    expect(argOf(rate, '-b:v')).toBe('4M');
  });

  it('makes closed groups without B-frames, in limited bt709', () => {
    const args = argsOf(encoderFor(name, { codec, gopFrames: 42 }));
    expect(argOf(args, '-bf')).toBe('0');
    expect(argOf(args, '-g')).toBe('42');
    expect(args.filter((_, index) => args[index - 1] === '-flags:v')).toEqual(['+cgop', '+bitexact']);
    expect(argOf(args, '-color_range')).toBe('tv');
    for (const option of ['-color_primaries', '-color_trc', '-colorspace']) {
      expect(argOf(args, option)).toBe('bt709');
    }
    expect(argOf(args, '-tag:v')).toBe(codec === 'h265' ? 'hvc1' : undefined);
  });

  it('opens its device before the input and uploads after every other filter', () => {
    const args = argsOf(encoderFor(name, { codec, imageFormat: 'i420' }));
    const device = args.indexOf('-init_hw_device');
    expect(device).toBeLessThan(args.indexOf('-i'));
    expect(device >= 0).toBe(name === 'qsv' || name === 'vaapi');
    const last = { nvenc: '', videotoolbox: '', qsv: ',format=nv12', vaapi: ',format=nv12,hwupload' }[name];
    expect(argOf(args, '-vf')).toMatch(new RegExp(`:start_time=0${last}$`));
    // Whoever names a format of memory takes frames out of the hardware again.
    expect(argOf(args, '-pix_fmt')).toBe(
      { nvenc: 'yuv420p', videotoolbox: 'yuv420p', qsv: 'nv12', vaapi: undefined }[name],
    );
  });
});

describe('the quality of hardware', () => {
  const optionOf = { nvenc: '-cq', videotoolbox: '-q:v', qsv: '-global_quality', vaapi: '-qp' } as const;
  const scale = (name: HardwareEncoderName) =>
    [1, 18, 28, 51].map((crf) => Number(argOf(argsOf(encoderFor(name, {}, crf)), optionOf[name])));

  it('is the crf on their own scales of the same ends', () => {
    for (const name of ['nvenc', 'qsv', 'vaapi'] as const) expect(scale(name)).toEqual([1, 18, 28, 51]);
  });

  it('runs the other way with VideoToolbox, from 1 to 100', () => {
    expect(scale('videotoolbox')).toEqual([98, 65, 45, 1]);
  });

  it.each(HARDWARE_ENCODERS)('has no words of x264 for %s', (name) => {
    expect(encoderFor(name)).toMatchObject({ tuning: null, crf: 18 });
    expect(argsOf(encoderFor(name)).join(' ')).not.toMatch(/x264|veryfast|-crf|-sc_threshold|-threads 2/);
  });
});

describe('judgeTrial', () => {
  const encoder = encoderFor('nvenc', { gopFrames: 4 });
  const video = videoStream({ widthPx: 160, heightPx: 120, durationSec: 1 / 3, packetCount: 10 });
  const packets = Array.from({ length: 10 }, (_, index) => ({ pts: index * 3000, isKey: index % 4 === 0 }));

  it('takes what can be joined, with more keyframes too', () => {
    expect(judgeTrial(encoder, video, packets)).toBeNull();
    expect(
      judgeTrial(
        encoder,
        video,
        packets.map((packet) => ({ ...packet, isKey: true })),
      ),
    ).toBeNull();
  });

  it.each([
    ['frames', packets.slice(1), {}],
    ['order', packets.map((packet, index) => ({ ...packet, pts: index === 5 ? 30000 : packet.pts })), {}],
    ['anew', packets.map((packet, index) => ({ ...packet, isKey: index === 0 })), {}],
    ['160x128', packets, { heightPx: 128 }],
    ['yuvj420p', packets, { pixelFormat: 'yuvj420p' }],
    ['unknown', packets, { colorSpace: 'unknown' }],
    ['pc', packets, { colorRange: 'pc' }],
  ])('names what is wrong: %s', (named, found, look) => {
    expect(judgeTrial(encoder, { ...video, ...look }, found)).toContain(named);
  });
});

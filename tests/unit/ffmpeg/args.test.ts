import { describe, expect, it } from 'vitest';
import type { LockedRenderConfig, OutputFormat } from '#src/contract/index.js';
import { buildChunkEncoderArgs } from '#src/ffmpeg/build-chunk-encoder-args.js';
import { audioExtension, chunkExtension } from '#src/ffmpeg/container-args.js';
import { frameFileName, frameIndexOf, framePattern } from '#src/ffmpeg/frame-dir.js';
import { buildConcatList, buildGifArgs, buildJoinArgs, buildPaletteArgs } from '#src/ffmpeg/join-args.js';
import { resolveQuality } from '#src/ffmpeg/presets.js';
import { videoTimescale } from '#src/ffmpeg/time-base.js';
import { quoteCommand } from '#src/process/quote-command.js';

const CODECS = { mp4: 'h264', webm: 'vp9', mov: 'prores', 'png-sequence': 'png', gif: 'gif' } as const;

function encoderFor(format: OutputFormat, overrides: Partial<LockedRenderConfig> = {}): LockedRenderConfig {
  const codec = overrides.codec ?? CODECS[format];
  const alpha = format === 'webm' || format === 'mov' || format === 'png-sequence';
  return {
    format,
    codec,
    videoEncoder: 'software',
    quality: 'standard',
    ...resolveQuality({ format, codec, quality: 'standard' }),
    outputWidthPx: 1280,
    outputHeightPx: 720,
    fps: { num: 30000, den: 1001 },
    alpha,
    gopFrames: 60,
    encoderThreads: 2,
    imageFormat: alpha || format === 'gif' ? 'png' : 'jpeg',
    jpegQuality: 92,
    captureMode: 'begin-frame',
    captureModeWhy: 'asked for',
    gl: 'software',
    seed: 1,
    cfr: false,
    readyTimeoutMs: 1000,
    ...overrides,
  };
}

const kinds: LockedRenderConfig[] = [
  encoderFor('mp4'),
  encoderFor('mp4', { codec: 'h265', ...resolveQuality({ format: 'mp4', codec: 'h265', quality: 'high' }) }),
  encoderFor('mp4', { crf: null, bitrate: '4M', imageFormat: 'png' }),
  encoderFor('webm'),
  encoderFor('webm', { alpha: false, ...resolveQuality({ format: 'webm', codec: 'vp9', quality: 'draft' }) }),
  encoderFor('mov'),
  encoderFor('png-sequence'),
  encoderFor('gif'),
];

describe('command lines', () => {
  const frames = { startFrame: 7, frameCount: 30 };
  it.each(kinds)('encode chunks of $format $codec', (encoder) => {
    expect(quoteCommand('ffmpeg', buildChunkEncoderArgs(encoder, '/out/chunk', frames))).toMatchSnapshot();
  });

  it.each([...kinds.slice(0, 2), kinds[3], kinds[5], encoderFor('webm', { cfr: true })])(
    'join chunks of $format $codec',
    (encoder = encoderFor('mp4')) => {
      const request = { encoder, listPath: '/w/list', audioPath: '/p/audio', outputPath: '/out/file' };
      expect(quoteCommand('ffmpeg', buildJoinArgs(request))).toMatchSnapshot();
    },
  );

  it('join a gif with a palette of all its frames', () => {
    const request = {
      encoder: encoderFor('gif'),
      listPath: '/w/list',
      audioPath: null,
      outputPath: '/out/file.gif',
    };
    expect(quoteCommand('ffmpeg', buildPaletteArgs(request, '/w/palette.png'))).toMatchSnapshot();
    expect(quoteCommand('ffmpeg', buildGifArgs(request, '/w/palette.png'))).toMatchSnapshot();
  });
});

describe('buildConcatList', () => {
  it('quotes paths and gives lengths whose rounding does not add up', () => {
    const files = [
      { path: "/it's here/a b.mp4", start: 0, end: 1 },
      { path: '/c.mp4', start: 1, end: 2 },
      { path: '/d.mp4', start: 2, end: 3 },
    ];
    const list = buildConcatList(files, { num: 3, den: 1 });
    expect(list).toBe(
      "ffconcat version 1.0\nfile '/it'\\''s here/a b.mp4'\nduration 333333us\nfile '/c.mp4'\nduration 333334us\nfile '/d.mp4'\nduration 333333us\n",
    );
  });
});

describe('resolveQuality', () => {
  const request = { format: 'mp4', codec: 'h264', quality: 'standard' } as const;
  it('takes crf and bitrate from whoever gives them', () => {
    const { preset, tuning } = resolveQuality(request);
    expect(resolveQuality(request)).toEqual({ crf: 18, bitrate: null, preset, tuning });
    expect(resolveQuality({ ...request, crf: 0 })).toEqual({ crf: 0, bitrate: null, preset, tuning });
    expect(resolveQuality({ ...request, bitrate: '4M' })).toEqual({
      crf: null,
      bitrate: '4M',
      preset,
      tuning,
    });
  });

  it.each(['h264', 'h265', 'vp9', 'prores'] as const)('tells the qualities of %s apart', (codec) => {
    const of = (quality: 'draft' | 'standard' | 'high') => resolveQuality({ ...request, codec, quality });
    expect(new Set([of('draft'), of('standard'), of('high')].map((each) => JSON.stringify(each))).size).toBe(
      3,
    );
  });
});

describe('videoTimescale', () => {
  it('is 90000 where a frame is a whole number of its ticks', () => {
    const common = [24, 25, 30, 50, 60, 120, 240].map((num) => ({ num, den: 1 }));
    for (const fps of [...common, { num: 30000, den: 1001 }]) {
      expect(videoTimescale(fps)).toBe(90_000);
    }
  });

  it('makes a frame a whole number of ticks for every rate', () => {
    for (let num = 1; num <= 240; num++) {
      for (const den of [1, 7, 1001]) {
        expect((videoTimescale({ num: num * 1000, den }) * den) % (num * 1000)).toBe(0);
      }
    }
    expect(videoTimescale({ num: 24000, den: 1001 })).toBe(96_000);
    expect(videoTimescale({ num: 60000, den: 1001 })).toBe(120_000);
  });
});

describe('names', () => {
  it('number frames globally', () => {
    expect(frameFileName(42)).toBe('frame_000042.png');
    expect(frameFileName(1_234_567)).toBe('frame_1234567.png');
    for (const index of [0, 999_999, 1_000_000]) expect(frameIndexOf(frameFileName(index))).toBe(index);
    expect(frameIndexOf('frame_1.png')).toBeNull();
    expect(framePattern('/50%d/x')).toBe('/50%%d/x/frame_%06d.png');
  });

  it('have the extension of their format', () => {
    expect((['mp4', 'webm', 'mov', 'png-sequence', 'gif'] as const).map(chunkExtension)).toEqual([
      'mp4',
      'webm',
      'mov',
      '',
      'nut',
    ]);
    expect((['mp4', 'webm', 'mov', 'png-sequence'] as const).map(audioExtension)).toEqual([
      'm4a',
      'webm',
      'wav',
      'wav',
    ]);
  });
});

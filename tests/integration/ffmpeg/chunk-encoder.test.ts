import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Codec, LockedRenderConfig, OutputFormat, Quality } from '#src/contract/index.js';
import { probeMedia, startChunkEncoder } from '#src/ffmpeg/index.js';
import { digestOutput, writeWholeOrAbsent } from '#src/files/index.js';
import { isAlive } from '#src/process/index.js';
import { decodeVideo, makeFrames, psnr } from '../../helpers/make-frames.js';
import { FFMPEG, FFPROBE, makeEncoder } from '../../helpers/make-plan.js';

let dir: string;
let files = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-test-encoder-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function encode(
  encoder: LockedRenderConfig,
  images: readonly Buffer[],
  startFrame = 0,
): Promise<string> {
  const outputPath = join(dir, `chunk-${files++}`);
  if (encoder.format === 'png-sequence') await mkdir(outputPath);
  const running = startChunkEncoder({
    ffmpegPath: FFMPEG,
    encoder,
    outputPath,
    startFrame,
    frameCount: images.length,
  });
  for (const image of images) await running.write(image);
  await running.finish();
  return outputPath;
}

const kinds: [OutputFormat, Codec?][] = [
  ['mp4'],
  ['mp4', 'h265'],
  ['webm'],
  ['mov'],
  ['png-sequence'],
  ['gif'],
];

describe.each(kinds)('%s %s', (format, codec) => {
  const rate = codec === undefined ? {} : { codec };
  const encoder = makeEncoder(format, { ...rate, fps: { num: 30000, den: 1001 } });
  const images = makeFrames({ count: 12, imageFormat: encoder.imageFormat, alpha: encoder.alpha });

  it('gives the same bytes for the same frames, one packet for each, a keyframe first', async () => {
    const [first, second] = [await encode(encoder, images, 5), await encode(encoder, images, 5)];
    expect((await digestOutput(second)).sha256).toBe((await digestOutput(first)).sha256);
    if (format === 'png-sequence') {
      const names = await readdir(first);
      expect(names).toHaveLength(12);
      expect(names.sort()[0]).toBe('frame_000005.png');
      return;
    }
    const { video, startSec } = await probeMedia(FFPROBE, first, { countPackets: true });
    expect(startSec).toBe(0);
    expect(video).toMatchObject({
      packetCount: 12,
      firstIsKeyframe: true,
      hasBFrames: false,
      frameRate: '30000/1001',
      alpha: encoder.alpha,
    });
  });
});

describe('pictures that stay', () => {
  /** Which of three pictures each frame shows. */
  const patterns = {
    'a single frame': '0',
    'all still': '0'.repeat(75),
    'still at the beginning': `${'0'.repeat(33)}12`,
    'still at the end': `012${'0'.repeat(40)}`,
    alternating: '0101010',
    'still in pairs': '001122001',
    'all moving': '012012',
  };
  const stillKinds = [
    ['h264 from JPEG', makeEncoder('mp4')],
    ['h264 raw', makeEncoder('mp4', { captureMode: 'raw', imageFormat: 'i420' })],
    ['h265 raw', makeEncoder('mp4', { codec: 'h265', captureMode: 'raw', imageFormat: 'i420' })],
    ['webm', makeEncoder('webm')],
    ['mov', makeEncoder('mov')],
    ['png-sequence', makeEncoder('png-sequence')],
    ['gif', makeEncoder('gif')],
  ] as const;
  const rates = [
    { num: 30, den: 1 },
    { num: 60, den: 1 },
    { num: 30000, den: 1001 },
    { num: 24000, den: 1001 },
  ];

  it.each(stillKinds)('give the same bytes, sent once or each time: %s', async (_name, kind) => {
    const pictures = makeFrames({ count: 3, imageFormat: kind.imageFormat, alpha: kind.alpha });
    for (const [index, pattern] of ['0', `${'0'.repeat(33)}1010222`].entries()) {
      const encoder = { ...kind, fps: rates[index + 1] ?? kind.fps };
      const held = [...pattern].map((at) => pictures[Number(at)] ?? Buffer.alloc(0));
      const sentOnce = await encode(encoder, held, 5);
      const sentEachTime = await encode(
        encoder,
        held.map((image) => Buffer.from(image)),
        5,
      );
      expect((await digestOutput(sentOnce)).sha256).toBe((await digestOutput(sentEachTime)).sha256);
      if (kind.format === 'png-sequence') expect(await readdir(sentOnce)).toHaveLength(pattern.length);
      else {
        const { video } = await probeMedia(FFPROBE, sentOnce, { countPackets: true });
        expect(video?.packetCount).toBe(pattern.length);
      }
    }
  });

  it.each(Object.entries(patterns))('are shown for exactly their frames: %s', async (_name, pattern) => {
    const pictures = makeFrames({ count: 3, imageFormat: 'png' });
    for (const fps of rates) {
      const encoder = makeEncoder('gif', { fps });
      const shown = [...pattern].map((at) => pictures[Number(at)] ?? Buffer.alloc(0));
      const frames = decodeVideo(await encode(encoder, shown), 'rgb24');
      const frameBytes = 160 * 120 * 3;
      expect(frames.length).toBe(pattern.length * frameBytes);
      const firstOf = new Map<string, Buffer>();
      for (const [index, at] of [...pattern].entries()) {
        const frame = frames.subarray(index * frameBytes, (index + 1) * frameBytes);
        const first = firstOf.get(at) ?? frame;
        firstOf.set(at, first);
        expect(frame.equals(first)).toBe(true);
      }
      const distinct = [...firstOf.values()].map((frame) => frame.toString('latin1'));
      expect(new Set(distinct).size).toBe(distinct.length);
    }
  });

  it('do not count as an encoder that does nothing', async () => {
    const encoder = makeEncoder('mp4');
    const [picture = Buffer.alloc(0), next = Buffer.alloc(0)] = makeFrames({ count: 2, imageFormat: 'jpeg' });
    const running = startChunkEncoder({
      ffmpegPath: FFMPEG,
      encoder,
      outputPath: join(dir, 'patient.mp4'),
      startFrame: 0,
      frameCount: 12,
      inactivityTimeoutMs: 400,
    });
    for (let frame = 0; frame < 11; frame++) {
      await running.write(picture);
      if (frame > 8) await sleep(450);
    }
    await running.write(next);
    await running.finish();
    const { video } = await probeMedia(FFPROBE, join(dir, 'patient.mp4'), { countPackets: true });
    expect(video?.packetCount).toBe(12);
  });

  it('have to be as many as were promised', async () => {
    const [picture = Buffer.alloc(0)] = makeFrames({ count: 1, imageFormat: 'jpeg' });
    const running = startChunkEncoder({
      ffmpegPath: FFMPEG,
      encoder: makeEncoder('mp4'),
      outputPath: join(dir, 'short.mp4'),
      startFrame: 0,
      frameCount: 12,
    });
    await running.write(picture);
    await expect(running.finish()).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  });
});

it.each([
  ['mp4', 'h264'],
  ['mp4', 'h265'],
  ['webm', 'vp9'],
  ['mov', 'prores'],
] as const)('%s %s keeps more of the picture on a higher quality', async (format, codec) => {
  const lossless = makeFrames({ count: 8, imageFormat: 'png' });
  // In the pixels that the codec was given: what 4:2:0 takes from a test picture is more than any quality does.
  const seen = format === 'mov' ? 'rgb24' : 'yuv420p';
  const reference =
    seen === 'yuv420p' ? makeEncoder('mp4', { crf: 0, imageFormat: 'png' }) : makeEncoder('gif');
  const original = decodeVideo(await encode(reference, lossless), seen);
  const kept: number[] = [];
  for (const quality of ['draft', 'standard', 'high'] satisfies Quality[]) {
    const encoder = makeEncoder(format, { codec, quality, imageFormat: 'png' });
    kept.push(psnr(original, decodeVideo(await encode(encoder, lossless), seen)));
  }
  expect(kept[0]).toBeLessThan(kept[1] ?? 0);
  expect(kept[1]).toBeLessThan(kept[2] ?? 0);
});

describe('colours', () => {
  const patches = { red: [255, 0, 0], lime: [0, 255, 0], blue: [0, 0, 255], gray: [128, 128, 128] };
  const kindsOfInput = [
    ['mp4 from JPEG', makeEncoder('mp4', { crf: 0 }), undefined],
    ['mp4 from PNG', makeEncoder('mp4', { crf: 0, imageFormat: 'png' }), undefined],
    ['h265 from JPEG', makeEncoder('mp4', { codec: 'h265', crf: 4 }), undefined],
    [
      'h264 from raw frames',
      makeEncoder('mp4', {
        crf: 0,
        captureMode: 'raw',
        imageFormat: 'i420',
        outputWidthPx: 160,
        outputHeightPx: 120,
      }),
      undefined,
    ],
    ['scaled mp4', makeEncoder('mp4', { crf: 0, outputWidthPx: 80, outputHeightPx: 60 }), undefined],
    ['webm', makeEncoder('webm', { crf: 2 }), 'libvpx-vp9'],
    ['mov', makeEncoder('mov', { quality: 'high' }), undefined],
  ] as const;
  it.each(kindsOfInput)('are right in %s', async (_name, encoder, decoder) => {
    for (const [colour, expected] of Object.entries(patches)) {
      const source = `color=${colour}:s=160x120:r=30`;
      const images = makeFrames({ count: 1, imageFormat: encoder.imageFormat, source });
      const rgb = decodeVideo(await encode(encoder, images), 'rgb24', decoder);
      const { outputWidthPx: width, outputHeightPx: height } = encoder;
      expect(rgb.length).toBe(width * height * 3);
      const centre = ((height / 2) * width + width / 2) * 3;
      for (const [channel, value] of expected.entries()) {
        expect(Math.abs((rgb[centre + channel] ?? 0) - value)).toBeLessThanOrEqual(2);
      }
    }
  });
});

describe('an encoder that is disturbed', () => {
  const encoder = makeEncoder('mp4');
  const images = makeFrames({ count: 40, imageFormat: 'jpeg' });

  it('says so when it is killed, and nothing is left', async () => {
    const folder = await mkdtemp(join(dir, 'killed-'));
    let pid = 0;
    const render = writeWholeOrAbsent(join(folder, 'chunk.mp4'), async (outputPath) => {
      const running = startChunkEncoder({
        ffmpegPath: FFMPEG,
        encoder,
        outputPath,
        startFrame: 0,
        frameCount: 40,
        onSpawn: (spawned) => {
          pid = spawned;
        },
      });
      for (const [index, image] of images.entries()) {
        if (index === 10) process.kill(pid, 'SIGKILL');
        await running.write(image);
      }
      await running.finish();
    });
    await expect(render).rejects.toMatchObject({
      code: 'FFMPEG_FAILED',
      retryable: true,
      details: { signal: 'SIGKILL' },
    });
    expect(await readdir(folder)).toEqual([]);
    expect(isAlive(pid)).toBe(false);
  });

  it('is gone after abort', async () => {
    const outputPath = join(dir, 'aborted.mp4');
    const running = startChunkEncoder({
      ffmpegPath: FFMPEG,
      encoder,
      outputPath,
      startFrame: 0,
      frameCount: 1,
    });
    await running.write(images[0] ?? Buffer.alloc(0));
    await running.abort();
    expect(isAlive(running.pid)).toBe(false);
    await running.abort();
    await expect(running.finish()).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  });

  it('is ended when it does nothing', async () => {
    const stuck = join(dir, 'stuck.mjs');
    await writeFile(stuck, '#!/usr/bin/env node\nsetInterval(() => {}, 1000);\n', { mode: 0o755 });
    const running = startChunkEncoder({
      ffmpegPath: stuck,
      encoder,
      outputPath: join(dir, 'stuck.mp4'),
      startFrame: 0,
      frameCount: 40,
      inactivityTimeoutMs: 300,
    });
    const writing = (async () => {
      for (let count = 0; count < 5; count++) await running.write(Buffer.alloc(4 << 20));
    })();
    await expect(writing).rejects.toMatchObject({ code: 'FFMPEG_FAILED', details: { timeoutMs: 300 } });
    expect(isAlive(running.pid)).toBe(false);
  });

  it('is ended when it does not come to an end', async () => {
    const endless = join(dir, 'endless.mjs');
    await writeFile(endless, '#!/usr/bin/env node\nprocess.stdin.resume();\nsetInterval(() => {}, 1000);\n', {
      mode: 0o755,
    });
    const running = startChunkEncoder({
      ffmpegPath: endless,
      encoder,
      outputPath: join(dir, 'endless.mp4'),
      startFrame: 0,
      frameCount: 1,
      inactivityTimeoutMs: 300,
    });
    await running.write(Buffer.alloc(16));
    await expect(running.finish()).rejects.toMatchObject({
      code: 'FFMPEG_FAILED',
      details: { timeoutMs: 300 },
    });
    expect(isAlive(running.pid)).toBe(false);
  });

  it('holds the writer back', async () => {
    const slow = join(dir, 'slow.mjs');
    await writeFile(slow, '#!/usr/bin/env node\nsetTimeout(() => process.stdin.resume(), 400);\n', {
      mode: 0o755,
    });
    const running = startChunkEncoder({
      ffmpegPath: slow,
      encoder,
      outputPath: join(dir, 'x.mp4'),
      startFrame: 0,
      frameCount: 4,
    });
    let written = 0;
    const writing = (async () => {
      for (; written < 4; written++) await running.write(Buffer.alloc(4 << 20));
    })();
    await sleep(200);
    expect(written).toBeLessThanOrEqual(1);
    await writing;
    await running.finish();
  });

  it('names what cannot be started', async () => {
    const running = startChunkEncoder({
      ffmpegPath: '/nowhere/ffmpeg',
      encoder,
      outputPath: join(dir, 'y.mp4'),
      startFrame: 0,
      frameCount: 40,
    });
    await expect(running.finish()).rejects.toMatchObject({ code: 'FFMPEG_NOT_FOUND' });
  });

  it('says what is wrong with the images', async () => {
    await expect(encode(encoder, [Buffer.from('no image')])).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  });
});

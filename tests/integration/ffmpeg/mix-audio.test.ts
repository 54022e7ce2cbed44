import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudioTrackJson, OutputFormat } from '#src/contract/index.js';
import { audioExtension, mixAudio, probeMedia } from '#src/ffmpeg/index.js';
import { readFfmpegIdentity } from '#src/ffmpeg/read-identity.js';
import { sha256OfFile } from '#src/files/index.js';
import { FFMPEG, FFPROBE } from '../../helpers/make-plan.js';

const RATE = 48_000;
const tool = { ffmpegPath: FFMPEG, ffmpegVersion: await readFfmpegIdentity(FFMPEG) };
let dir: string;
let files = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-test-mix-'));
  // Half a second of a loud tone, then half a second of silence, in mono at another rate.
  const sound = "aevalsrc='if(lt(t,0.5),0.8*sin(2*PI*441*t),0)':s=44100:d=1";
  execFileSync(FFMPEG, ['-v', 'error', '-f', 'lavfi', '-i', sound, join(dir, 'beep.wav')]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function track(overrides: Partial<AudioTrackJson> = {}): AudioTrackJson {
  return {
    id: 'beep',
    path: 'beep.wav',
    startSec: 0,
    durationSec: 1,
    mediaStartSec: 0,
    playbackRate: 1,
    volume: 1,
    loop: false,
    ...overrides,
  };
}

async function mix(tracks: AudioTrackJson[], durationSec: number, format: OutputFormat = 'mov') {
  const outputPath = join(dir, `mix-${files++}.${audioExtension(format)}`);
  await mixAudio({ ...tool, tracks, compiledDir: dir, durationSec, outputPath, format });
  return outputPath;
}

/** Left channel, -1 to 1. */
function samplesOf(path: string): Float32Array {
  const pcm = execFileSync(FFMPEG, ['-v', 'error', '-i', path, '-f', 'f32le', '-ac', '2', '-'], {
    maxBuffer: 1 << 28,
  });
  return Float32Array.from({ length: pcm.length / 8 }, (_, index) => pcm.readFloatLE(index * 8));
}

/** Loudest sample between two times in seconds. */
function peak(samples: Float32Array, fromSec: number, toSec: number): number {
  const part = samples.subarray(Math.round(fromSec * RATE), Math.round(toSec * RATE));
  return part.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
}

describe.each<[OutputFormat, string]>([
  ['mp4', 'aac'],
  ['webm', 'opus'],
  ['mov', 'pcm_s16le'],
])('for %s', (format, codec) => {
  it(`is ${codec}, 48 kHz stereo, the same bytes each time, in its place and of the length asked for`, async () => {
    const durationSec = (100 * 1001) / 30000;
    const tracks = [track({ startSec: 1, loop: false })];
    const path = await mix(tracks, durationSec, format);
    expect(await sha256OfFile(await mix(tracks, durationSec, format))).toBe(await sha256OfFile(path));
    const { audio } = await probeMedia(FFPROBE, path);
    expect(audio).toMatchObject({ codec, sampleRateHz: RATE, channels: 2 });
    const samples = samplesOf(path);
    // AAC is decoded in whole frames of 1024; its edit list says where to stop.
    if (codec === 'aac') expect(audio?.durationSec).toBeCloseTo(durationSec, 4);
    else expect(samples.length).toBe(Math.round(durationSec * RATE));
    expect(peak(samples, 0, 0.95)).toBeLessThan(0.02);
    expect(peak(samples, 1.02, 1.48)).toBeGreaterThan(0.5);
    expect(peak(samples, 1.55, 3.3)).toBeLessThan(0.02);
  });
});

describe('a track', () => {
  it('begins on its sample', async () => {
    const samples = samplesOf(await mix([track({ startSec: 0.25 })], 1));
    const first = samples.findIndex((sample) => Math.abs(sample) > 0.01);
    expect(Math.abs(first - 0.25 * RATE)).toBeLessThan(24);
  });

  it('begins where it is told to in its file, and sounds as long as it is told to', async () => {
    const samples = samplesOf(await mix([track({ mediaStartSec: 0.3, durationSec: 0.1 })], 1));
    expect(peak(samples, 0, 0.09)).toBeGreaterThan(0.5);
    expect(peak(samples, 0.11, 1)).toBe(0);
  });

  it('is repeated from the beginning of its file', async () => {
    const samples = samplesOf(await mix([track({ loop: true, mediaStartSec: 0.6, durationSec: 2.5 })], 3));
    expect(peak(samples, 0, 0.38)).toBeLessThan(0.01);
    expect(peak(samples, 0.42, 0.88)).toBeGreaterThan(0.5);
    expect(peak(samples, 0.93, 1.38)).toBeLessThan(0.01);
    expect(peak(samples, 1.42, 1.88)).toBeGreaterThan(0.5);
    expect(peak(samples, 2.52, 3)).toBe(0);
  });

  it.each([0.1, 0.5, 2, 5])('runs at %s times its speed', async (playbackRate) => {
    const lengthSec = 1 / playbackRate;
    const samples = samplesOf(await mix([track({ playbackRate, durationSec: lengthSec })], lengthSec));
    expect(samples.length).toBe(Math.round(lengthSec * RATE));
    expect(peak(samples, lengthSec * 0.1, lengthSec * 0.4)).toBeGreaterThan(0.4);
    expect(peak(samples, lengthSec * 0.7, lengthSec)).toBeLessThan(0.05);
  });

  it('is as loud as it is told to be', async () => {
    // Mono on both sides keeps its level.
    expect(peak(samplesOf(await mix([track({ volume: 0.25 })], 1)), 0, 0.5)).toBeCloseTo(0.2, 1);
  });
});

it('adds tracks up without making one quieter for the other, and never clips', async () => {
  const apart = samplesOf(await mix([track(), track({ startSec: 0.5, volume: 0.5 })], 2));
  const alone = samplesOf(await mix([track()], 2));
  expect(peak(apart, 0.1, 0.4)).toBeCloseTo(peak(alone, 0.1, 0.4), 1);
  const together = samplesOf(await mix([track(), track(), track()], 1));
  expect(together.length).toBe(RATE);
  expect(peak(together, 0, 0.5)).toBeGreaterThan(0.8);
  expect(peak(together, 0, 0.5)).toBeLessThan(1);
  const first = together.findIndex((sample) => Math.abs(sample) > 0.01);
  expect(first).toBeLessThan(24);
});

it('stops when it is cancelled and names a file without sound', async () => {
  const outputPath = join(dir, 'cancelled.wav');
  const request = { ...tool, tracks: [track()], compiledDir: dir, durationSec: 1, outputPath };
  const signal = AbortSignal.abort();
  await expect(mixAudio({ ...request, format: 'mov', signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(mix([track({ path: 'none.wav' })], 1)).rejects.toMatchObject({
    code: 'FFMPEG_FAILED',
    message: expect.stringContaining('none.wav'),
  });
});

import { describe, expect, it } from 'vitest';
import { proveFile } from '#src/assemble/prove-file.js';
import type { LockedRenderConfig } from '#src/contract/index.js';
import type { MediaProbe, VideoStreamProbe } from '#src/ffmpeg/index.js';
import { videoStream } from '../../helpers/video-stream.js';

const encoder: LockedRenderConfig = {
  format: 'mp4',
  codec: 'h264',
  videoEncoder: 'software',
  quality: 'standard',
  crf: 18,
  bitrate: null,
  preset: 'veryfast',
  tuning: null,
  outputWidthPx: 1280,
  outputHeightPx: 720,
  fps: { num: 30000, den: 1001 },
  alpha: false,
  gopFrames: 60,
  encoderThreads: 2,
  imageFormat: 'jpeg',
  jpegQuality: 92,
  captureMode: 'begin-frame',
  captureModeWhy: 'asked for',
  gl: 'software',
  seed: 1,
  cfr: false,
  readyTimeoutMs: 1000,
};
const video = videoStream({
  frameRate: '30000/1001',
  averageFrameRate: '30000/1001',
  durationSec: 3.336667,
  packetCount: 100,
});
const audio = { codec: 'aac', sampleRateHz: 48000, channels: 2, startSec: 0, durationSec: 3.336667 };

/** Names of the checks that fail when the probe says something else. */
function failing(change: Partial<VideoStreamProbe>, audioEndSec: number | null = 3.34): string[] {
  const probe: MediaProbe = {
    format: 'mov',
    durationSec: 3.34,
    startSec: 0,
    sizeBytes: 1,
    video: { ...video, ...change },
    audio: audioEndSec === null ? null : audio,
  };
  const checks = proveFile({ encoder, frameCount: 100, hasAudio: true }, probe, audioEndSec);
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

describe('proveFile', () => {
  it('finds nothing wrong with what was promised', () => {
    expect(failing({})).toEqual([]);
  });

  it.each<[Partial<VideoStreamProbe>, string]>([
    [{ packetCount: 99 }, 'frames'],
    [{ frameRate: '2997/100' }, 'frame rate'],
    [{ durationSec: 3.3 }, 'duration'],
    [{ startSec: 0.033 }, 'start'],
    [{ firstIsKeyframe: false }, 'first packet'],
    [{ codec: 'hevc' }, 'codec'],
    [{ widthPx: 1278 }, 'size'],
    [{ pixelFormat: 'yuvj420p' }, 'pixels'],
    [{ alpha: true }, 'pixels'],
    [{ colorRange: 'pc' }, 'colours'],
    [{ colorSpace: 'smpte170m' }, 'colours'],
  ])('sees %o', (change, name) => {
    expect(failing(change)).toContain(name);
  });

  it('wants the sound there and ending with the picture', () => {
    expect(failing({}, null)).toEqual(['audio']);
    expect(failing({}, 3.25)).toEqual(['sound and picture end together']);
    expect(failing({}, 3.36)).toEqual([]);
  });

  it('says so when there is no picture at all', () => {
    const probe: MediaProbe = {
      format: 'mp3',
      durationSec: 1,
      startSec: 0,
      sizeBytes: 1,
      video: null,
      audio,
    };
    expect(proveFile({ encoder, frameCount: 1, hasAudio: true }, probe, 1)).toMatchObject([{ ok: false }]);
  });
});

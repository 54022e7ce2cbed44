import {
  type AssembleCheck,
  formatFps,
  fpsToNumber,
  frameTimeSec,
  type LockedRenderConfig,
} from '../contract/index.js';
import type { MediaProbe, VideoStreamProbe } from '../ffmpeg/index.js';

/** What the finished file has to be. */
export interface Expectation {
  readonly encoder: LockedRenderConfig;
  readonly frameCount: number;
  readonly hasAudio: boolean;
}

/** What ffprobe calls the codecs. */
const CODEC_NAMES = {
  h264: 'h264',
  h265: 'hevc',
  vp9: 'vp9',
  prores: 'prores',
  png: 'png',
  gif: 'gif',
} as const;

/** Codec of the soundtrack by container. */
const AUDIO_CODECS: Readonly<Record<string, string>> = { mp4: 'aac', webm: 'opus', mov: 'pcm_s16le' };

/**
 * What the container's clock can be off, in seconds: movies have ticks far below a millisecond (ffprobe prints six
 * digits), matroska has milliseconds, gif hundredths.
 */
const CLOCK_SEC: Readonly<Record<string, number>> = { mp4: 1e-4, mov: 1e-4, webm: 2e-3, gif: 2e-2 };

/**
 * Compares what ffprobe found in the finished file with what the plan promises. Pure.
 * @param audioEndSec where the sound ends, in seconds; null without sound.
 */
export function proveFile(
  expectation: Expectation,
  probe: MediaProbe,
  audioEndSec: number | null,
): AssembleCheck[] {
  const { encoder, frameCount, hasAudio } = expectation;
  const { video, audio } = probe;
  if (video === null) return [check('video', 'one stream', 'none', false)];
  const durationSec = frameTimeSec(frameCount, encoder.fps);
  const clockSec = CLOCK_SEC[encoder.format] ?? 0;
  const audioCodec = hasAudio ? (AUDIO_CODECS[encoder.format] ?? 'none') : 'none';
  return [
    equal('frames', String(frameCount), String(video.packetCount)),
    frameRateCheck(encoder, video, frameCount),
    near('duration', durationSec, video.durationSec, clockSec),
    near('start', 0, video.startSec, clockSec / 2),
    equal('first packet', 'keyframe', video.firstIsKeyframe === true ? 'keyframe' : 'no keyframe'),
    ...lookChecks(encoder, video),
    equal('audio', audioCodec, audio?.codec ?? 'none'),
    ...(audioEndSec === null ? [] : [audioEndCheck(encoder, video.durationSec, audioEndSec)]),
  ];
}

/** Codec, size, pixels, colours: also what a single image is asked for. Pure. */
export function lookChecks(encoder: LockedRenderConfig, video: VideoStreamProbe): AssembleCheck[] {
  const { codec, outputWidthPx, outputHeightPx } = encoder;
  const look = [
    equal('codec', CODEC_NAMES[codec], video.codec),
    equal('size', `${outputWidthPx}x${outputHeightPx}`, `${video.widthPx}x${video.heightPx}`),
    pixelFormatCheck(encoder, video),
  ];
  if (codec === 'gif' || codec === 'png') return look;
  const colours = [video.colorPrimaries, video.colorTransfer, video.colorSpace, video.colorRange];
  return [...look, equal('colours', 'bt709 bt709 bt709 tv', colours.join(' '))];
}

function frameRateCheck(
  { format, fps }: LockedRenderConfig,
  video: VideoStreamProbe,
  frameCount: number,
): AssembleCheck {
  const expected = `${fps.num}/${fps.den}`;
  if (format === 'gif') {
    // No rate stands in a gif; there are only delays.
    const actual = frameCount / video.durationSec;
    const tolerance = (actual * (CLOCK_SEC.gif ?? 0)) / video.durationSec;
    const ok = Math.abs(actual - fpsToNumber(fps)) <= tolerance;
    return check('frame rate', formatFps(fps), `${actual.toFixed(3)} on average`, ok);
  }
  const [num = 0, den = 1] = video.frameRate.split('/').map(Number);
  const offBy = Math.abs(num / den / fpsToNumber(fps) - 1);
  // Matroska keeps a frame's length in nanoseconds, from which an unusual fraction cannot be had back exactly.
  const ok = video.frameRate === expected || (format === 'webm' && offBy < 1e-6);
  return check('frame rate', expected, video.frameRate, ok);
}

function pixelFormatCheck({ codec, alpha }: LockedRenderConfig, video: VideoStreamProbe): AssembleCheck {
  const expected = {
    h264: /^yuv420p$/,
    h265: /^yuv420p$/,
    // VP9 keeps alpha in a stream of its own, which the tag announces.
    vp9: /^yuva?420p$/,
    // Stored with up to 12 bits; decoders differ in what they call it.
    prores: /^yuva444p1[02]le$/,
    png: /^rgba$/,
    gif: /^(bgra|pal8)$/,
  }[codec];
  const says = (format: string, hasAlpha: boolean) => (hasAlpha ? `${format} with alpha` : format);
  const transparent = codec === 'gif' ? alpha : video.alpha;
  const ok = expected.test(video.pixelFormat) && transparent === alpha;
  const name = expected.source.replaceAll(/[\^$]/g, '');
  return check('pixels', says(name, alpha), says(video.pixelFormat, transparent), ok);
}

function audioEndCheck({ fps }: LockedRenderConfig, videoSec: number, audioSec: number): AssembleCheck {
  const frameSec = frameTimeSec(1, fps);
  const offBy = Math.abs(videoSec - audioSec);
  return check(
    'sound and picture end together',
    `within ${toMs(frameSec)} (a frame)`,
    `${toMs(offBy)} apart`,
    offBy <= frameSec,
  );
}

function equal(name: string, expected: string, actual: string): AssembleCheck {
  return check(name, expected, actual, expected === actual);
}

function near(name: string, expectedSec: number, actualSec: number, toleranceSec: number): AssembleCheck {
  const ok = Math.abs(expectedSec - actualSec) <= toleranceSec;
  return check(name, `${expectedSec.toFixed(6)} s`, `${actualSec.toFixed(6)} s`, ok);
}

function check(name: string, expected: string, actual: string, ok: boolean): AssembleCheck {
  return { name, expected, actual, ok };
}

function toMs(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LockedRenderConfig } from '../contract/index.js';
import { type ErrorCode, RenderError, throwIfAborted } from '../errors/index.js';
import { TEMPORARY_PREFIX } from '../process/index.js';
import { chunkExtension } from './container-args.js';
import { describeHardware } from './hardware-encoders.js';
import { listCapabilities } from './list-capabilities.js';
import { listEntries } from './list-entries.js';
import { probeMedia } from './probe-media.js';
import { startChunkEncoder } from './start-chunk-encoder.js';
import type { VideoStreamProbe } from './types.js';

/** Two whole groups of pictures and the beginning of a third. */
const TRIAL_FRAMES = 10;
const TRIAL_GOP = 4;
/** A device that is there answers at once; one that hangs must not hang the plan. */
const TRIAL_TIMEOUT_MS = 15_000;

/** What is no fault of the encoder. */
const OTHER_FAULTS: readonly ErrorCode[] = ['CANCELLED', 'DISK_FULL', 'FFMPEG_NOT_FOUND'];

export interface TryEncoderRequest {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  /** What chunks will use; only the distance of keyframes and the input, raw frames, are the trial's own. */
  readonly encoder: LockedRenderConfig;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Encodes some frames as chunks will be, and looks at what comes out: whether chunks of it can be joined by copying.
 * @returns null when all is well, else what is wrong, in one line without a full stop.
 * @throws CANCELLED, DISK_FULL, FFMPEG_NOT_FOUND.
 */
export async function tryEncoder(request: TryEncoderRequest): Promise<string | null> {
  const { ffmpegPath, ffprobePath, signal } = request;
  const encoder = { ...request.encoder, imageFormat: 'i420' as const, gopFrames: TRIAL_GOP };
  const folder = await mkdtemp(join(tmpdir(), `${TEMPORARY_PREFIX}encoder-`));
  const path = join(folder, `trial.${chunkExtension(encoder.format)}`);
  try {
    await encodeTrial({ ...request, encoder }, path);
    const { video } = await probeMedia(ffprobePath, path, { countPackets: true, signal });
    return video === null
      ? 'it wrote no video'
      : judgeTrial(encoder, video, await readPackets(request, path, video));
  } catch (error) {
    throwIfAborted(signal);
    if (!(error instanceof RenderError) || OTHER_FAULTS.includes(error.code)) throw error;
    return (await lacksEncoder(ffmpegPath, encoder)) ?? `ffmpeg says "${firstLine(error)}"`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function encodeTrial({ ffmpegPath, encoder, signal }: TryEncoderRequest, path: string): Promise<void> {
  throwIfAborted(signal);
  const running = startChunkEncoder({
    ffmpegPath,
    encoder,
    outputPath: path,
    startFrame: 0,
    frameCount: TRIAL_FRAMES,
    inactivityTimeoutMs: TRIAL_TIMEOUT_MS,
  });
  const stop = () => void running.abort();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (let frame = 0; frame < TRIAL_FRAMES; frame++) await running.write(greyFrame(encoder, frame));
    await running.finish();
  } finally {
    signal?.removeEventListener('abort', stop);
    await running.abort();
  }
}

/** One grey after the other, in limited range. */
function greyFrame({ outputWidthPx, outputHeightPx }: LockedRenderConfig, frame: number): Buffer {
  const lumaBytes = outputWidthPx * outputHeightPx;
  const image = Buffer.alloc((lumaBytes * 3) / 2, 128);
  return image.fill(16 + frame * 20, 0, lumaBytes);
}

/** One packet of a file: its time in ticks, and whether a decoder can begin with it. */
interface Packet {
  readonly pts: number;
  readonly isKey: boolean;
}

async function readPackets(
  { ffprobePath, signal }: TryEncoderRequest,
  path: string,
  { index }: VideoStreamProbe,
): Promise<Packet[]> {
  const lines = await listEntries(ffprobePath, path, index, 'packet=pts,flags', { signal });
  return lines.map(([pts, flags = '']) => ({ pts: Number(pts), isKey: flags.startsWith('K') }));
}

/** What of the trial is not as chunks have to be; null when nothing is. Pure. */
export function judgeTrial(
  encoder: LockedRenderConfig,
  video: VideoStreamProbe,
  packets: readonly Packet[],
): string | null {
  const { outputWidthPx, outputHeightPx, gopFrames } = encoder;
  const size = `${video.widthPx}x${video.heightPx}`;
  const colours = [video.colorPrimaries, video.colorTransfer, video.colorSpace, video.colorRange].join(' ');
  const isOrdered = packets.every(({ pts }, index) => index === 0 || pts > (packets[index - 1]?.pts ?? pts));
  const lacksKey = packets.some(({ isKey }, index) => index % gopFrames === 0 && !isKey);
  if (packets.length !== TRIAL_FRAMES) return `it made ${packets.length} of ${TRIAL_FRAMES} frames`;
  if (!isOrdered) return 'it puts frames out of order (B-frames)';
  if (lacksKey) return `it does not begin every ${gopFrames} frames anew when asked to`;
  if (size !== `${outputWidthPx}x${outputHeightPx}`) return `it made a picture of ${size}`;
  if (video.pixelFormat !== 'yuv420p') return `it made pixels of ${video.pixelFormat} instead of yuv420p`;
  if (colours !== 'bt709 bt709 bt709 tv')
    return `it calls its colours ${colours} instead of bt709, limited range`;
  return null;
}

/** ffmpeg's own message for an encoder that it lacks may be about an option of it. */
async function lacksEncoder(ffmpegPath: string, encoder: LockedRenderConfig): Promise<string | null> {
  const name = describeHardware(encoder)?.name ?? null;
  const { encoders } = await listCapabilities(ffmpegPath);
  return name === null || encoders.has(name) ? null : `this ffmpeg was built without the encoder ${name}`;
}

/** The cause comes first in what ffmpeg says, what follows from it later; addresses in memory tell nobody anything. */
function firstLine({ details, message }: RenderError): string {
  const line = (details.stderrTail ?? '').split('\n').find((each) => each.trim() !== '') ?? message;
  return line
    .trim()
    .replace(/^\[(.+?) @ [\da-fx]+\] /i, '$1: ')
    .replace(/\.$/, '');
}

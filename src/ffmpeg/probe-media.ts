import { z } from 'zod';
import { RenderError } from '../errors/index.js';
import { runTool } from './run-tool.js';
import type { AudioStreamProbe, MediaProbe, VideoStreamProbe } from './types.js';

/** Numbers arrive as text, and are left out when unknown. */
const numeric = z.union([z.string(), z.number()]).transform(Number).catch(Number.NaN).default(Number.NaN);
const text = z.string().default('');

const streamSchema = z.object({
  index: z.number().default(0),
  codec_type: text,
  codec_name: text,
  codec_tag_string: text,
  width: z.number().default(0),
  height: z.number().default(0),
  pix_fmt: text,
  r_frame_rate: text,
  avg_frame_rate: text,
  time_base: text,
  start_time: numeric,
  duration: numeric,
  nb_read_packets: numeric,
  has_b_frames: z.number().default(0),
  color_space: text,
  color_primaries: text,
  color_transfer: text,
  color_range: text,
  sample_rate: numeric,
  channels: z.number().default(0),
  sample_aspect_ratio: text,
  side_data_list: z.array(z.object({ rotation: z.number().default(0) })).default([]),
  disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
  tags: z.record(z.string(), z.string()).default({}),
});
type Stream = z.infer<typeof streamSchema>;

const probeSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({ format_name: text, start_time: numeric, duration: numeric, size: numeric }).optional(),
  packets: z.array(z.object({ stream_index: z.number(), flags: text })).default([]),
});
type RawProbe = z.infer<typeof probeSchema>;

export interface ProbeMediaOptions {
  /** Reads the whole file to count its packets, and looks at the first one. */
  readonly countPackets?: boolean;
  /** The file is one PNG image; without this, a `%` in its path is taken for a pattern of image numbers. */
  readonly isPng?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks ffprobe what a file is. Lengths and starts that a stream does not tell are the container's.
 * @throws FFMPEG_FAILED when the file cannot be read as media, FFMPEG_NOT_FOUND, CANCELLED.
 */
export async function probeMedia(
  ffprobePath: string,
  path: string,
  { countPackets = false, isPng = false, signal }: ProbeMediaOptions = {},
): Promise<MediaProbe> {
  const demuxer = isPng ? ['-f', 'png_pipe'] : [];
  const packets = countPackets ? ['-count_packets', '-show_entries', 'packet=stream_index,flags'] : [];
  const what = ['-show_format', '-show_streams', ...packets];
  const command = ['-v', 'error', '-of', 'json=compact=1', ...what, ...demuxer, path];
  return toMediaProbe(parseProbe(path, await runTool(ffprobePath, command, { signal })), countPackets);
}

function parseProbe(path: string, json: string): RawProbe {
  try {
    return probeSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new RenderError(
      'FFMPEG_FAILED',
      `ffprobe says nothing about ${path}. Check that the file is whole.`,
      { path },
      { cause },
    );
  }
}

function toMediaProbe({ streams, format, packets }: RawProbe, hasPackets: boolean): MediaProbe {
  const video = streams.find(
    ({ codec_type, disposition }) => codec_type === 'video' && disposition.attached_pic === 0,
  );
  const audio = streams.find(({ codec_type }) => codec_type === 'audio');
  const durationSec = orZero(format?.duration);
  const first = packets.find(({ stream_index }) => stream_index === video?.index);
  const firstIsKeyframe = hasPackets ? (first?.flags.startsWith('K') ?? false) : null;
  return {
    format: format?.format_name ?? '',
    durationSec,
    startSec: orZero(format?.start_time),
    sizeBytes: orZero(format?.size),
    video: video === undefined ? null : toVideo(video, durationSec, firstIsKeyframe),
    audio: audio === undefined ? null : toAudio(audio, durationSec),
  };
}

function toVideo(stream: Stream, containerSec: number, firstIsKeyframe: boolean | null): VideoStreamProbe {
  return {
    index: stream.index,
    codec: stream.codec_name,
    widthPx: stream.width,
    heightPx: stream.height,
    pixelFormat: stream.pix_fmt,
    frameRate: stream.r_frame_rate,
    averageFrameRate: stream.avg_frame_rate,
    timeBase: stream.time_base,
    startSec: orZero(stream.start_time),
    durationSec: durationOf(stream, containerSec),
    packetCount: Number.isNaN(stream.nb_read_packets) ? null : stream.nb_read_packets,
    hasBFrames: stream.has_b_frames > 0,
    colorSpace: stream.color_space,
    colorPrimaries: stream.color_primaries,
    colorTransfer: stream.color_transfer,
    colorRange: stream.color_range,
    codecTag: stream.codec_tag_string,
    alpha: /^(yuva|rgba|argb|bgra|abgr|gbrap|ya)/.test(stream.pix_fmt) || tagOf(stream, 'alpha_mode') === '1',
    rotationDeg: rotationOf(stream),
    pixelAspect: aspectOf(stream.sample_aspect_ratio),
    firstIsKeyframe,
  };
}

function toAudio(stream: Stream, containerSec: number): AudioStreamProbe {
  return {
    codec: stream.codec_name,
    sampleRateHz: orZero(stream.sample_rate),
    channels: stream.channels,
    startSec: orZero(stream.start_time),
    durationSec: durationOf(stream, containerSec),
  };
}

function rotationOf({ side_data_list }: Stream): number {
  const rotation = side_data_list.find((data) => data.rotation !== 0)?.rotation ?? 0;
  return Math.round(Math.abs(rotation) / 90) * 90;
}

/** `4:3`; `0:1` where the file does not tell. */
function aspectOf(ratio: string): number {
  const [width = 0, height = 0] = ratio.split(':').map(Number);
  return width > 0 && height > 0 ? width / height : 1;
}

/** Matroska keeps a stream's length in a tag, `00:00:03.337000000`. */
function durationOf(stream: Stream, containerSec: number): number {
  if (!Number.isNaN(stream.duration)) return stream.duration;
  const tag = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(tagOf(stream, 'duration') ?? '');
  return tag === null ? containerSec : Number(tag[1]) * 3600 + Number(tag[2]) * 60 + Number(tag[3]);
}

/** The case of tag names differs between containers and versions. */
function tagOf({ tags }: Stream, name: string): string | undefined {
  return Object.entries(tags).find(([key]) => key.toLowerCase() === name)?.[1];
}

function orZero(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value;
}

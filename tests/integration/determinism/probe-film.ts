import { execa } from 'execa';

/** What ffprobe and ffmpeg say of a finished film, read apart from the product's own probe. */
export interface FilmFacts {
  readonly codec: string;
  readonly codecTag: string;
  readonly frames: number;
  readonly rate: string;
  readonly averageRate: number;
  readonly startSec: number;
  /** End of the last packet of the picture, seconds. */
  readonly videoEndSec: number;
  /** Of the sound; null for a silent film. */
  readonly audioStartSec: number | null;
  readonly audioEndSec: number | null;
  readonly colours: readonly (string | undefined)[];
  /** Smallest and largest alpha of the first frame, as decoded, in steps of 8 bits; null without an alpha plane. */
  readonly alpha: { readonly min: number; readonly max: number } | null;
}

interface ProbedStream {
  codec_name: string;
  codec_tag_string: string;
  nb_read_frames: string;
  r_frame_rate: string;
  avg_frame_rate: string;
  start_time?: string;
  color_space?: string;
  color_primaries?: string;
  color_transfer?: string;
  color_range?: string;
}

interface ProbedPacket {
  pts_time: string;
  duration_time?: string;
}

/** Reads a film; `input` are the arguments that open it, ending with its path. */
export async function probeFilm(
  tools: { readonly ffmpegPath: string; readonly ffprobePath: string },
  input: readonly string[],
): Promise<FilmFacts> {
  const { ffmpegPath, ffprobePath } = tools;
  const [video] = await probeStreams(ffprobePath, input, 'v:0');
  const [audio] = await probeStreams(ffprobePath, input, 'a:0');
  if (video === undefined) throw new Error(`${input.at(-1)} holds no video`);
  const [num = 0, den = 1] = video.avg_frame_rate.split('/').map(Number);
  return {
    codec: video.codec_name,
    codecTag: video.codec_tag_string,
    frames: Number(video.nb_read_frames),
    rate: video.r_frame_rate,
    averageRate: num / den,
    startSec: Number(video.start_time ?? 0),
    videoEndSec: await endOf(ffprobePath, input, 'v:0'),
    audioStartSec: audio === undefined ? null : Number(audio.start_time ?? 0),
    audioEndSec: audio === undefined ? null : await endOf(ffprobePath, input, 'a:0'),
    colours: [video.color_space, video.color_primaries, video.color_transfer, video.color_range],
    alpha: await readAlpha(ffmpegPath, input, video.codec_name),
  };
}

async function probeStreams(
  ffprobePath: string,
  input: readonly string[],
  stream: string,
): Promise<ProbedStream[]> {
  const what = ['-count_frames', '-select_streams', stream, '-show_streams', '-of', 'json'];
  const { stdout } = await execa(ffprobePath, ['-v', 'error', ...what, ...input]);
  return (JSON.parse(stdout) as { streams: ProbedStream[] }).streams;
}

async function endOf(ffprobePath: string, input: readonly string[], stream: string): Promise<number> {
  const what = ['-select_streams', stream, '-show_entries', 'packet=pts_time,duration_time', '-of', 'json'];
  const { stdout } = await execa(ffprobePath, ['-v', 'error', ...what, ...input]);
  const { packets } = JSON.parse(stdout) as { packets: ProbedPacket[] };
  return Math.max(
    ...packets.map(({ pts_time, duration_time }) => Number(pts_time) + Number(duration_time ?? 0)),
  );
}

/** Decodes the first frame's alpha. ffmpeg's own VP9 decoder knows none, libvpx's does. */
async function readAlpha(
  ffmpegPath: string,
  input: readonly string[],
  codec: string,
): Promise<{ min: number; max: number } | null> {
  const decoder = codec === 'vp9' ? ['-c:v', 'libvpx-vp9'] : [];
  const path = input.at(-1) ?? '';
  const { stdout, failed } = await execa(
    ffmpegPath,
    [
      ...['-v', 'error', '-nostdin', ...decoder, ...input.slice(0, -1), '-i', path],
      ...['-frames:v', '1', '-vf', 'alphaextract,format=gray', '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', reject: false },
  );
  if (failed || stdout.length === 0) return null;
  return {
    min: stdout.reduce((a, b) => Math.min(a, b), 255),
    max: stdout.reduce((a, b) => Math.max(a, b), 0),
  };
}

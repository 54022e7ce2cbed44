import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFrames, probeMedia, readFrameTimes, requireFfmpeg } from '#src/ffmpeg/index.js';

let dir = '';
let tools = { ffmpegPath: '', ffprobePath: '', ffmpegVersion: '' };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-extract-test-'));
  const { ffmpeg, ffprobe } = await requireFfmpeg({ env: process.env });
  tools = {
    ffmpegPath: ffmpeg.path,
    ffprobePath: ffprobe.path,
    ffmpegVersion: ffmpeg.identity,
  };
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Bars of every colour, and soft transitions; lossless, in the colours of the case. */
function makeFilm(path: string, matrix: string, range: 'tv' | 'pc', size: string): void {
  const colours = ['-colorspace', matrix === 'bt601' ? 'smpte170m' : matrix, '-color_range', range];
  const convert = `gblur=sigma=2,scale=out_color_matrix=${matrix}:out_range=${range}:flags=accurate_rnd+full_chroma_int,format=yuv420p`;
  const input = ['-f', 'lavfi', '-i', `smptehdbars=s=${size}:r=5`, '-frames:v', '2'];
  const told = matrix === 'unknown' ? [] : colours;
  execFileSync(tools.ffmpegPath, [
    ...['-v', 'error', '-y', ...input, '-vf', convert.replace('unknown', 'bt709')],
    ...['-c:v', 'libx264', '-qp', '0', ...told, path],
  ]);
}

/** Pixels of the second frame as RGB, the way a browser reads the file. */
async function readRgb(path: string, format: 'jpg' | 'png', widthPx: number, heightPx: number) {
  const probe = await probeMedia(tools.ffprobePath, path);
  const { video } = probe;
  if (video === null) throw new Error('no film');
  const times = await readFrameTimes(tools.ffprobePath, path, probe, video);
  const outputDir = join(dir, `${path.split('/').at(-1)}-${format}-${widthPx}`);
  await mkdir(outputDir);
  const written = await extractFrames({
    ...{ ...tools, path, video, times, widthPx, heightPx, formats: [format], outputDir },
    indexes: [1],
  });
  expect(written.map(({ index }) => index)).toEqual([1]);
  const decode = ['-v', 'error', '-i', written[0]?.path ?? '', '-f', 'rawvideo', '-pix_fmt', 'rgb24'];
  const exact = ['-sws_flags', 'accurate_rnd+full_chroma_int+full_chroma_inp', 'pipe:1'];
  return execFileSync(tools.ffmpegPath, [...decode, ...exact], { maxBuffer: 64 * 1024 ** 2 });
}

describe('a JPEG of a film has the colours of its PNG', () => {
  it.each([
    ['bt709', 'tv', '1280x720', [1280, 720]],
    ['bt709', 'tv', '1280x720', [640, 360]],
    ['bt709', 'pc', '640x360', [640, 360]],
    ['bt601', 'tv', '640x360', [640, 360]],
    ['unknown', 'tv', '1280x720', [1280, 720]],
  ] as const)('%s, range %s, %s to %s', async (matrix, range, size, [widthPx, heightPx]) => {
    const path = join(dir, `${matrix}-${range}-${size}-${widthPx}.mp4`);
    makeFilm(path, matrix, range, size);
    const jpeg = await readRgb(path, 'jpg', widthPx, heightPx);
    const png = await readRgb(path, 'png', widthPx, heightPx);
    expect(jpeg).toHaveLength(png.length);
    const errors = new Map<number, number>();
    for (const [at, value] of jpeg.entries()) {
      const error = Math.abs(value - (png[at] ?? 0));
      errors.set(error, (errors.get(error) ?? 0) + 1);
    }
    // JPEG of the best quality, chroma at half size: far off only at the edges between bars.
    const within = [...errors].reduce((sum, [error, count]) => sum + (error <= 6 ? count : 0), 0);
    expect(within / jpeg.length).toBeGreaterThan(0.985);
    const mean = [...errors].reduce((sum, [error, count]) => sum + error * count, 0) / jpeg.length;
    expect(mean).toBeLessThan(0.6);
  });
});

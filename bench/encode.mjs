// Encoding a plan's frames that are there as pixels already: what no renderer can do without.

import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { formatFps } from '../dist/contract/index.js';
import { colourFilters } from '../dist/ffmpeg/colour-filters.js';
import { videoCodecArgs } from '../dist/ffmpeg/video-codec-args.js';

/** One file of raw frames per chunk in `folder`, cut out of a lossless film. */
export function cutRawFrames({ plan, filmPath, folder, ffmpegPath }) {
  for (const { index, start, end } of plan.chunks.slices) {
    const cut = ['-i', filmPath, '-vf', `trim=start_frame=${start}:end_frame=${end}`];
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', rawPath(folder, index)];
    execFileSync(ffmpegPath, ['-v', 'error', '-y', ...cut, '-fps_mode', 'passthrough', ...raw]);
  }
}

/** Encodes all chunks, as many at once as there are workers. @returns wallSec and cpuSec. */
export async function measureEncode(request) {
  const waiting = [...request.plan.chunks.slices];
  const startedAt = performance.now();
  let cpuSec = 0;
  const work = async () => {
    for (let slice = waiting.shift(); slice !== undefined; slice = waiting.shift()) {
      const used = await encodeSlice({ ...request, slice });
      cpuSec += used.cpuSec;
    }
  };
  await Promise.all(Array.from({ length: request.workers }, work));
  return { wallSec: (performance.now() - startedAt) / 1000, cpuSec };
}

/** Encodes one chunk with the plan's settings from its raw frames. @returns cpuSec, as ffmpeg itself counts it. */
export async function encodeSlice({ plan, slice, folder, ffmpegPath }) {
  const encoder = { ...plan.encoder, imageFormat: 'i420' };
  const size = `${encoder.outputWidthPx}x${encoder.outputHeightPx}`;
  const raw = ['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', size];
  const args = [
    ...['-benchmark', '-hide_banner', '-nostats', '-y', ...raw, '-framerate', formatFps(encoder.fps)],
    ...['-i', 'pipe:0', '-filter_threads', '1', '-vf', colourFilters(encoder), '-fps_mode', 'passthrough'],
    ...[...videoCodecArgs(encoder), join(folder, `encoded-${slice.index}.mp4`)],
  ];
  const input = openSync(rawPath(folder, slice.index), 'r');
  try {
    const child = spawn(ffmpegPath, args, { stdio: [input, 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    const [, user, system] = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr) ?? [];
    if (child.exitCode !== 0 || user === undefined) throw new Error(`ffmpeg failed:\n${stderr}`);
    return { cpuSec: Number(user) + Number(system) };
  } finally {
    closeSync(input);
  }
}

const rawPath = (folder, index) => join(folder, `raw-${index}.yuv`);

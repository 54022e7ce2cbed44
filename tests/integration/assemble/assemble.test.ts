import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '#src/assemble/index.js';
import type { Fps, LockedRenderConfig, OutputFormat } from '#src/contract/index.js';
import { chunkExtension, probeMedia } from '#src/ffmpeg/index.js';
import { sha256OfFile } from '#src/files/index.js';
import { decodeVideo, psnr } from '../../helpers/make-frames.js';
import { FFMPEG, FFPROBE, makeChunk, makeEncoder, makePlan } from '../../helpers/make-plan.js';

let dir: string;
let runs = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-test-assemble-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** What compositions mostly are: plain areas, sharp edges, something that moves. */
const FLAT_MOTION =
  'gradients=s=160x120:r=30:c0=0x204060:c1=0x80a0ff:n=2:speed=0.005:seed=1[b];color=white:s=40x30:r=30[c];[b][c]overlay=x=8+n*2:y=40';
/** A picture of moving details everywhere, far harder to encode. */
const HARD = 'testsrc2=s=160x120:r=30';

/**
 * How close two encodings of the same frames with other cuts come at the standard quality, where a keyframe stands in the
 * place of a predicted frame: the loss of the encoder itself, measured at 47 to 51 dB on this picture. The 50 dB that a
 * seam is held to are reached where that loss is smaller; the test of finer rates below shows it.
 */
const STANDARD_FLOOR_DB = 45;

const tools = { ffmpegPath: FFMPEG, ffprobePath: FFPROBE };

/** Plans, encodes and assembles. */
async function render(
  encoder: LockedRenderConfig,
  chunkLengths: readonly number[],
  withAudio: boolean,
  { folderName = `run-${runs++}`, source = FLAT_MOTION }: { folderName?: string; source?: string } = {},
) {
  const folder = join(dir, folderName);
  await mkdir(folder);
  const made = await makePlan(join(folder, 'plan'), encoder, chunkLengths, withAudio);
  const extension = chunkExtension(encoder.format);
  const chunks: string[] = [];
  for (const index of chunkLengths.keys()) {
    const name = `c${index}${extension && `.${extension}`}`;
    chunks.push(await makeChunk(made, index, join(folder, name), source));
  }
  const output = join(folder, encoder.format === 'png-sequence' ? 'frames' : `out.${encoder.format}`);
  const result = await assemble(made.planDir, chunks, made.audioPath, output, { tools });
  return { result, output, made, chunks };
}

/** The pictures of a file as raw frames; of a folder the bytes of its images, which are the same only if the pictures are. */
function pictures(path: string, format: OutputFormat): Buffer {
  if (format === 'mp4') return decodeVideo(path, 'yuv420p');
  if (format === 'webm') return decodeVideo(path, 'yuva420p', 'libvpx-vp9');
  if (format !== 'png-sequence') return decodeVideo(path, 'rgba');
  const names = readdirSync(path).filter((name) => name.endsWith('.png'));
  return Buffer.concat(names.sort().map((name) => readFileSync(join(path, name))));
}

/** The lowest PSNR of any frame, in decibels; Infinity when all are equal. */
function worstFrame(a: Buffer, b: Buffer, frames: number): number {
  if (a.equals(b)) return Number.POSITIVE_INFINITY;
  const size = a.length / frames;
  const part = (all: Buffer, index: number) => all.subarray(index * size, (index + 1) * size);
  return Math.min(...Array.from({ length: frames }, (_, index) => psnr(part(a, index), part(b, index))));
}

const NTSC: Fps = { num: 30000, den: 1001 };
const FILM: Fps = { num: 24000, den: 1001 };
const cases: { name: string; encoder: LockedRenderConfig; withAudio: boolean }[] = [
  { name: 'mp4 h264', encoder: makeEncoder('mp4'), withAudio: true },
  { name: 'mp4 h264 30000/1001', encoder: makeEncoder('mp4', { fps: NTSC }), withAudio: true },
  { name: 'mp4 h264 24000/1001', encoder: makeEncoder('mp4', { fps: FILM }), withAudio: true },
  { name: 'mp4 h264 7', encoder: makeEncoder('mp4', { fps: { num: 7, den: 1 } }), withAudio: false },
  { name: 'mp4 h264 240', encoder: makeEncoder('mp4', { fps: { num: 240, den: 1 } }), withAudio: true },
  { name: 'mp4 h265 30000/1001', encoder: makeEncoder('mp4', { codec: 'h265', fps: NTSC }), withAudio: true },
  { name: 'webm', encoder: makeEncoder('webm'), withAudio: true },
  { name: 'webm 30000/1001', encoder: makeEncoder('webm', { fps: NTSC }), withAudio: true },
  { name: 'webm 60', encoder: makeEncoder('webm', { fps: { num: 60, den: 1 } }), withAudio: true },
  { name: 'mov 30000/1001', encoder: makeEncoder('mov', { fps: NTSC }), withAudio: true },
  { name: 'png-sequence', encoder: makeEncoder('png-sequence'), withAudio: true },
  { name: 'gif', encoder: makeEncoder('gif'), withAudio: false },
  { name: 'gif 30000/1001', encoder: makeEncoder('gif', { fps: NTSC }), withAudio: false },
  { name: 'gif 50', encoder: makeEncoder('gif', { fps: { num: 50, den: 1 } }), withAudio: false },
];

describe.each(cases)('$name', ({ encoder, withAudio }) => {
  it('is proven by ffprobe, and looks the same from one chunk and from three', async () => {
    const three = await render(encoder, [13, 10, 7], withAudio);
    const one = await render(encoder, [30], withAudio);
    for (const { result } of [one, three]) {
      expect(result.checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(result.checks.length).toBeGreaterThan(5);
      expect(result).toMatchObject({ frames: 30, hasAudio: withAudio });
    }
    const [a, b] = [pictures(one.output, encoder.format), pictures(three.output, encoder.format)];
    expect(worstFrame(a, b, 30)).toBeGreaterThanOrEqual(
      isIntra(encoder) ? Number.POSITIVE_INFINITY : STANDARD_FLOOR_DB,
    );
    if (encoder.format === 'gif') return;
    // Joining by copy changes no pixel of any chunk.
    const apart = three.chunks.map((path) => pictures(path, encoder.format));
    expect(Buffer.concat(apart).equals(b)).toBe(true);
  });
});

/** Whether every frame is coded on its own, so that a cut cannot show. */
function isIntra({ codec }: LockedRenderConfig): boolean {
  return codec === 'prores' || codec === 'png' || codec === 'gif';
}

it.each([
  ['mp4', 'h264'],
  ['mp4', 'h265'],
  ['webm', 'vp9'],
] as const)('%s %s is as true to a hard picture with cuts as without', async (format, codec) => {
  // Here two encodings differ by the loss of the encoder itself: what counts is the distance to the original.
  const decoder = format === 'webm' ? 'libvpx-vp9' : undefined;
  const reference = await render(makeEncoder('mov', { quality: 'high' }), [30], false, { source: HARD });
  const original = decodeVideo(reference.output, 'rgb24');
  const worst = async (lengths: number[]) => {
    const { output } = await render(makeEncoder(format, { codec }), lengths, false, { source: HARD });
    return worstFrame(original, decodeVideo(output, 'rgb24', decoder), 30);
  };
  const whole = await worst([30]);
  expect(await worst([13, 10, 7])).toBeGreaterThan(whole - 1);
});

it.each([
  ['mp4', 'h264'],
  ['mp4', 'h265'],
  ['webm', 'vp9'],
] as const)('%s %s has no seam of less than 50 dB at a fine rate', async (format, codec) => {
  const encoder = makeEncoder(format, { codec, crf: 8 });
  const [one, three] = [await render(encoder, [30], false), await render(encoder, [13, 10, 7], false)];
  const [a, b] = [pictures(one.output, format), pictures(three.output, format)];
  expect(worstFrame(a, b, 30)).toBeGreaterThanOrEqual(50);
});

it.each(['mp4', 'webm', 'mov', 'gif'] as const)(
  'joins the same chunks to the same bytes in %s',
  async (format) => {
    const { result, output, made, chunks } = await render(makeEncoder(format), [3, 2], format !== 'gif');
    expect(result.sha256).toBe(await sha256OfFile(output));
    const again = join(dir, `again.${format}`);
    expect((await assemble(made.planDir, chunks, made.audioPath, again, { tools })).sha256).toBe(
      result.sha256,
    );
  },
);

it.each(['webm', 'mov', 'png-sequence'] as const)('keeps transparency in %s', async (format) => {
  const { output } = await render(makeEncoder(format), [4, 3], false);
  const path = format === 'png-sequence' ? join(output, 'frame_%06d.png') : output;
  const rgba = decodeVideo(path, 'rgba', format === 'webm' ? 'libvpx-vp9' : undefined);
  const alphaAt = (frame: number, x: number) => rgba[(frame * 120 * 160 + 60 * 160 + x) * 4 + 3] ?? 0;
  for (const frame of [0, 3, 4, 6]) {
    expect(Math.abs(alphaAt(frame, 40) - 128)).toBeLessThanOrEqual(2);
    expect(alphaAt(frame, 120)).toBeGreaterThanOrEqual(253);
  }
});

it('starts at zero and gives every frame its exact place', async () => {
  const { output } = await render(makeEncoder('mp4', { fps: NTSC }), [11, 5, 4], true);
  const packets = execFileSync(FFPROBE, [
    ...['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts,dts,duration'],
    ...['-of', 'csv=p=0', output],
  ]);
  const rows = packets.toString().trim().split('\n');
  expect(rows.map((row) => row.split(',').slice(0, 3).map(Number))).toEqual(
    Array.from({ length: 20 }, (_, index) => [index * 3003, index * 3003, 3003]),
  );
});

it('takes paths with spaces, quotes, percent signs and line breaks', async () => {
  const name = `it's "a" 50%d\n folder`;
  for (const format of ['mp4', 'png-sequence', 'gif'] as const) {
    const { result } = await render(makeEncoder(format), [4, 3], false, { folderName: `${name} ${format}` });
    expect(result.frames).toBe(7);
  }
});

it('writes a constant rate again with cfr', async () => {
  for (const format of ['mp4', 'webm', 'mov'] as const) {
    const { output, result } = await render(makeEncoder(format, { cfr: true }), [5, 4], true);
    expect(result.checks.every(({ ok }) => ok)).toBe(true);
    expect((await probeMedia(FFPROBE, output, { countPackets: true })).video?.packetCount).toBe(9);
  }
});

it('keeps the soundtrack beside a png-sequence and numbers frames from zero', async () => {
  const { output } = await render(makeEncoder('png-sequence'), [3, 2], true);
  expect((await readdir(output)).sort()).toEqual([
    'audio.wav',
    ...[0, 1, 2, 3, 4].map((index) => `frame_00000${index}.png`),
  ]);
});

it('tells what it does, and stops when it is cancelled, leaving nothing', async () => {
  const { made, chunks } = await render(makeEncoder('mp4'), [5, 4], false);
  const phases: string[] = [];
  const folder = join(dir, 'progress');
  await mkdir(folder);
  await assemble(made.planDir, chunks, null, join(folder, 'out.mp4'), {
    tools,
    onProgress: ({ phase }) => phases.push(phase),
  });
  expect(phases).toEqual(['check', 'join', 'prove', 'finish']);
  const controller = new AbortController();
  const cancelled = assemble(made.planDir, chunks, null, join(folder, 'other.mp4'), {
    tools,
    signal: controller.signal,
    onSpawn: () => controller.abort(),
  });
  await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await readdir(folder)).toEqual(['out.mp4']);
});

it('refuses an output that would destroy something else', async () => {
  const { made, chunks } = await render(makeEncoder('png-sequence'), [3, 2], false);
  const home = join(dir, 'home');
  await mkdir(home);
  await writeFile(join(home, 'thesis.txt'), 'ten years');
  for (const target of [home, join(home, 'thesis.txt'), chunks[1] ?? '']) {
    await expect(assemble(made.planDir, chunks, null, target, { tools })).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
    });
  }
  expect(await readFile(join(home, 'thesis.txt'), 'utf8')).toBe('ten years');
});

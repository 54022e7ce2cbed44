import { execFileSync } from 'node:child_process';
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

const tools = { ffmpegPath: FFMPEG, ffprobePath: FFPROBE };

/** Plans, encodes and assembles; `names` may give the work folder an awkward name. */
async function render(
  encoder: LockedRenderConfig,
  chunkLengths: readonly number[],
  withAudio: boolean,
  folderName = `run-${runs++}`,
) {
  const folder = join(dir, folderName);
  await mkdir(folder);
  const made = await makePlan(join(folder, 'plan'), encoder, chunkLengths, withAudio);
  const extension = chunkExtension(encoder.format);
  const chunks: string[] = [];
  for (const index of chunkLengths.keys()) {
    chunks.push(await makeChunk(made, index, join(folder, `c${index}${extension && `.${extension}`}`)));
  }
  const output = join(folder, encoder.format === 'png-sequence' ? 'frames' : `out.${encoder.format}`);
  const result = await assemble(made.planDir, chunks, made.audioPath, output, { tools });
  return { result, output, made, chunks };
}

/** The pictures of an output as eight-bit RGBA, whatever holds them. */
function pictures(output: string, format: OutputFormat): Buffer {
  if (format === 'png-sequence') return decodeVideo(join(output, 'frame_%06d.png'), 'rgba');
  return decodeVideo(output, 'rgba', format === 'webm' ? 'libvpx-vp9' : undefined);
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
    expect(a.length).toBe(30 * 160 * 120 * 4);
    expect(psnr(a, b)).toBeGreaterThan(seamPsnr(encoder));
  });
});

/** What one cut may change: nothing where frames are coded on their own, the coder's own loss elsewhere. */
function seamPsnr({ codec }: LockedRenderConfig): number {
  return codec === 'prores' || codec === 'png' || codec === 'gif' ? 90 : 30;
}

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
  const rgba = pictures(output, format);
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
    const { result } = await render(makeEncoder(format), [4, 3], false, `${name} ${format}`);
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

import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { verifyChunk } from '#src/chunk/verify-chunk.js';
import { readMp4Samples } from '#src/ffmpeg/index.js';
import { FFPROBE } from '../../helpers/make-plan.js';
import { makeNumberFilm } from '../../helpers/number-film.js';

const folder = mkdtempSync(join(tmpdir(), 'framelane-test-samples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeFilm(name: string, frames: number, encode: readonly string[], extra: readonly string[] = []) {
  const path = join(folder, name);
  makeNumberFilm({ path, frames, fps: '30', encode, extra });
  return path;
}
const H264 = ['-c:v', 'libx264', '-bf', '0'];

it.each([
  ['h264.mp4', 47, H264],
  ['one.mp4', 1, H264],
  // Several groups of samples of different lengths: the table of groups has more than one entry.
  ['long.mp4', 200, [...H264, '-b:v', '2M', '-movflags', '+faststart']],
  ['h265.mp4', 12, ['-c:v', 'libx265', '-x265-params', 'log-level=none']],
  // Every frame is a keyframe, so that there is no list of them.
  ['prores.mov', 9, ['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le']],
])('counts the frames of %s', async (name, frames, encode) => {
  const path = makeFilm(name, frames, encode);
  expect(await readMp4Samples(path)).toEqual({
    sampleCount: frames,
    firstIsKeyframe: true,
    isWhole: true,
  });
});

it('leaves to ffprobe what is built otherwise: fragments, several tracks, another container', async () => {
  const sound = ['-f', 'lavfi', '-i', 'sine=d=0.2', '-c:a', 'aac'];
  const others = [
    makeFilm('fragments.mp4', 9, [...H264, '-movflags', '+frag_keyframe+empty_moov']),
    makeFilm('sound.mp4', 9, H264, sound),
    makeFilm('film.webm', 9, ['-c:v', 'libvpx-vp9']),
  ];
  writeFileSync(join(folder, 'short.mp4'), 'moov');
  writeFileSync(join(folder, 'empty.mp4'), '');
  for (const path of [...others, join(folder, 'short.mp4'), join(folder, 'empty.mp4')])
    expect(await readMp4Samples(path), path).toBeNull();
  expect(await verifyChunk(FFPROBE, others[0] ?? '', { format: 'mp4' }, 9)).toBe(9);
});

it('a chunk with too few frames, without its end, or with another first frame is not valid, and says so', async () => {
  const mp4 = { format: 'mp4' } as const;
  const path = makeFilm('whole.mp4', 30, [...H264, '-movflags', '+faststart']);
  expect(await verifyChunk(FFPROBE, path, mp4, 30)).toBe(30);
  await expect(verifyChunk(FFPROBE, path, mp4, 31)).rejects.toMatchObject({
    code: 'CHUNK_INVALID',
    message: expect.stringContaining('it holds 30 frames instead of 31'),
  });

  const bytes = readFileSync(path);
  const keyframes = bytes.indexOf('stss') + 12;
  bytes.writeUInt32BE(2, keyframes);
  const late = join(folder, 'late.mp4');
  writeFileSync(late, bytes);
  await expect(verifyChunk(FFPROBE, late, mp4, 30)).rejects.toMatchObject({
    code: 'CHUNK_INVALID',
    message: expect.stringContaining('its first packet is not a keyframe'),
  });

  truncateSync(path, bytes.length - 10);
  await expect(verifyChunk(FFPROBE, path, mp4, 30)).rejects.toMatchObject({
    code: 'CHUNK_INVALID',
    message: expect.stringContaining('it ends before its last frame'),
  });
});

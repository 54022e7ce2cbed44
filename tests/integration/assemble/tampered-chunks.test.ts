import {
  appendFile,
  copyFile,
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { assemble } from '#src/assemble/index.js';
import type { ChunkSidecarJson } from '#src/contract/index.js';
import { FFMPEG, FFPROBE, type MadePlan, makeChunk, makeEncoder, makePlan } from '../../helpers/make-plan.js';

let dir: string;
let silent: MadePlan;
let sounding: MadePlan;
/** A fresh copy of the chunks for each test. */
let folder: string;
let chunks: string[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-test-tampered-'));
  silent = await makePlan(join(dir, 'silent'), makeEncoder('mp4'), [4, 3, 3]);
  sounding = await makePlan(join(dir, 'sounding'), makeEncoder('mp4'), [10], true);
  for (const index of [0, 1, 2]) await makeChunk(silent, index, join(dir, `original-${index}.mp4`));
  await makeChunk(sounding, 0, join(dir, 'sounding.mp4'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(dir, 'case-'));
  chunks = [0, 1, 2].map((index) => join(folder, `c${index}.mp4`));
  for (const [index, path] of chunks.entries()) {
    await copyFile(join(dir, `original-${index}.mp4`), path);
    await copyFile(join(dir, `original-${index}.mp4.json`), `${path}.json`);
  }
});

/** Assembles, expects a refusal and no output. @returns the error. */
async function refusal(paths: readonly string[], made: MadePlan = silent, audioPath: string | null = null) {
  const output = join(folder, 'out.mp4');
  const tools = { ffmpegPath: FFMPEG, ffprobePath: FFPROBE };
  const error: unknown = await assemble(made.planDir, paths, audioPath, output, { tools }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const left = await readdir(folder);
  expect(left.filter((name) => name.startsWith('out') || name.startsWith('.partial'))).toEqual([]);
  return error;
}

/** Changes fields of a chunk's sidecar. */
async function rewrite(index: number, change: Partial<ChunkSidecarJson>): Promise<void> {
  const path = `${chunks[index]}.json`;
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...change }));
}

it('names chunks that were swapped', async () => {
  const error = await refusal([chunks[0] ?? '', chunks[2] ?? '', chunks[1] ?? '']);
  expect(error).toMatchObject({ code: 'ASSEMBLE_MISMATCH', details: { chunkIndex: 1 } });
  expect(String(error)).toMatch(
    /c2\.mp4 is chunk 2 but stands at position 1\..*c1\.mp4 is chunk 1 but stands at position 2/,
  );
});

it('names a chunk that was truncated', async () => {
  await truncate(chunks[1] ?? '', 700);
  const error = await refusal(chunks);
  expect(error).toMatchObject({ code: 'CHUNK_INVALID', details: { chunkIndex: 1 } });
  expect(String(error)).toMatch(/c1\.mp4 is truncated: 700 bytes instead of \d+\. Render chunk 1 again/);
});

it('names a chunk with one byte changed', async () => {
  const bytes = await readFile(chunks[2] ?? '');
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(chunks[2] ?? '', bytes);
  const error = await refusal(chunks);
  expect(error).toMatchObject({ code: 'CHUNK_INVALID', details: { chunkIndex: 2 } });
  expect(String(error)).toMatch(/c2\.mp4 was changed: sha256/);
});

it('names every damaged chunk at once', async () => {
  await appendFile(chunks[0] ?? '', 'x');
  await truncate(chunks[2] ?? '', 10);
  expect(String(await refusal(chunks))).toMatch(/c0\.mp4 has grown.*c2\.mp4 is truncated/);
});

it('names a chunk that is missing, one without a sidecar, and one whose sidecar is broken', async () => {
  await rm(chunks[0] ?? '');
  await rm(`${chunks[1]}.json`);
  await writeFile(`${chunks[2]}.json`, '{');
  const error = await refusal(chunks);
  expect(error).toMatchObject({ code: 'CHUNK_INVALID', retryable: true });
  expect(String(error)).toMatch(
    /c0\.mp4 is not there.*c1\.mp4 has no sidecar.*c2\.mp4 has a sidecar .* cannot be read/,
  );
});

it.each<[string, Partial<ChunkSidecarJson>, RegExp]>([
  ['of another plan', { planHash: 'a'.repeat(64) }, /c1\.mp4 was rendered for another plan \(aaaaaaaaaaaa/],
  ['of another range', { start: 3 }, /c1\.mp4 holds the frames 3 to 7 instead of 4 to 7/],
  ['with another number of frames', { framesEncoded: 2 }, /c1\.mp4 holds 2 frames instead of 3/],
  ['of another format', { format: 'webm' }, /c1\.mp4 is webm instead of mp4/],
  ['of another capture mode', { captureMode: 'screenshot' }, /c1\.mp4 was captured by screenshot/],
])('names a chunk %s', async (_what, change, message) => {
  await rewrite(1, change);
  const error = await refusal(chunks);
  expect(error).toMatchObject({ code: 'ASSEMBLE_MISMATCH', details: { chunkIndex: 1 } });
  expect(String(error)).toMatch(message);
});

it('names the tool that differs', async () => {
  const { tools } = JSON.parse(await readFile(`${chunks[1]}.json`, 'utf8')) as ChunkSidecarJson;
  await rewrite(1, { tools: { ...tools, browserVersion: 'HeadlessChrome/9' } });
  expect(String(await refusal(chunks))).toMatch(/another browserVersion \("HeadlessChrome\/9" instead of/);
});

it('counts the chunks', async () => {
  const error = await refusal(chunks.slice(0, 2));
  expect(error).toMatchObject({ code: 'ASSEMBLE_MISMATCH' });
  expect(String(error)).toMatch(/The plan has 3 chunks, but 2 were given/);
});

it('wants the soundtrack of a plan that has one, and only then', async () => {
  const path = join(dir, 'sounding.mp4');
  expect(String(await refusal([path], sounding))).toMatch(
    /has a soundtrack \(audio\.m4a\), but none was given/,
  );
  expect(String(await refusal(chunks, silent, sounding.audioPath))).toMatch(/The plan has no sound/);
  expect(await refusal([path], sounding, path)).toMatchObject({ code: 'ASSEMBLE_MISMATCH' });
  expect(await refusal([path], sounding, join(dir, 'none.m4a'))).toMatchObject({
    code: 'MISSING_PLAN_ARTIFACT',
  });
});

it('keeps no output that ffprobe does not confirm', async () => {
  // The sidecar tells the truth about the bytes and lies about the frames in them.
  const short = await makePlan(join(folder, 'short'), makeEncoder('mp4'), [2]);
  const path = await makeChunk(short, 0, join(folder, 'short.mp4'));
  const long = await makePlan(join(folder, 'long'), makeEncoder('mp4'), [3]);
  const sidecar = JSON.parse(await readFile(`${path}.json`, 'utf8')) as ChunkSidecarJson;
  const lie = { ...sidecar, planHash: long.plan.plan.planHash, end: 3, framesEncoded: 3 };
  await writeFile(`${path}.json`, JSON.stringify(lie));
  const error = await refusal([path], long);
  expect(error).toMatchObject({ code: 'ASSEMBLE_MISMATCH' });
  expect(String(error)).toMatch(/frames: 2 instead of 3/);
});

it('refuses a plan that was edited', async () => {
  const edited = join(folder, 'edited');
  await cp(silent.planDir, edited, { recursive: true });
  await appendFile(join(edited, 'meta/encoder.json'), '\n');
  expect(await refusal(chunks, { ...silent, planDir: edited })).toMatchObject({ code: 'PLAN_HASH_MISMATCH' });
});

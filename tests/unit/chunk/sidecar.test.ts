import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVerifiedSidecar, writeSidecar } from '#src/chunk/sidecar.js';
import type { Plan } from '#src/contract/index.js';
import { digestOutput, sha256Of } from '#src/files/index.js';
import { samplePlanParts } from '../plan/sample-plan-parts.js';

const parts = samplePlanParts();
const plan = {
  plan: { planHash: 'a'.repeat(64), tools: parts.tools },
  encoder: parts.encoder,
  chunks: parts.chunks,
} as unknown as Plan;
const webgl = { vendor: 'v', renderer: 'r', software: true, version: '2', maxTextureSizePx: 8192 };

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framelane-sidecar-'));
  path = join(folder, 'chunk.mp4');
  await writeFile(path, 'the bytes');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function seal(chunkIndex: 0 | 1): Promise<void> {
  const slice = plan.chunks.slices[chunkIndex];
  if (slice === undefined) throw new Error('no such slice');
  const digest = await digestOutput(path);
  await writeSidecar(path, plan, slice, { framesEncoded: 150, digest, webgl, tools: parts.tools });
}

describe('sidecar', () => {
  it('verifies a chunk whose bytes are the ones it names', async () => {
    await seal(1);
    expect(await readVerifiedSidecar(plan, 1, path)).toMatchObject({
      start: 150,
      end: 300,
      framesEncoded: 150,
    });
  });

  it('does not verify a chunk of another index or another plan', async () => {
    await seal(1);
    expect(await readVerifiedSidecar(plan, 0, path)).toBeNull();
    const other = { ...plan, plan: { ...plan.plan, planHash: 'b'.repeat(64) } };
    expect(await readVerifiedSidecar(other, 1, path)).toBeNull();
  });

  it('does not verify changed, truncated or absent bytes, or a torn sidecar', async () => {
    await seal(0);
    await writeFile(path, 'the byte');
    expect(await readVerifiedSidecar(plan, 0, path)).toBeNull();
    await rm(path);
    expect(await readVerifiedSidecar(plan, 0, path)).toBeNull();
    await writeFile(path, 'the bytes');
    expect(await readVerifiedSidecar(plan, 0, path)).not.toBeNull();
    await writeFile(`${path}.json`, '{"protocol":1');
    expect(await readVerifiedSidecar(plan, 0, path)).toBeNull();
  });

  it('digests a folder of frames by the lines of its files, sorted by name', async () => {
    const frames = join(folder, 'frames');
    await mkdir(frames);
    await writeFile(join(frames, 'b.png'), 'two');
    await writeFile(join(frames, 'a.png'), 'one');
    expect(await digestOutput(frames)).toEqual({
      outputKind: 'frame-dir',
      sha256: sha256Of(`${sha256Of('one')}  a.png\n${sha256Of('two')}  b.png\n`),
      sizeBytes: 6,
    });
  });
});

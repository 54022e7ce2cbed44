import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainPlanDifference } from '#src/plan/explain-plan-difference.js';
import { readPlan } from '#src/plan/read-plan.js';
import { DigestCache, verifyPlanAssets } from '#src/plan/verify-plan-assets.js';
import { writePlan } from '#src/plan/write-plan.js';
import { samplePlanParts } from './sample-plan-parts.js';

let folder: string;
let planDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framelane-plan-'));
  planDir = await fill(join(folder, 'a'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fill(dir: string): Promise<string> {
  await mkdir(join(dir, 'compiled/assets'), { recursive: true });
  await writeFile(join(dir, 'compiled/index.html'), '<html></html>');
  await writeFile(join(dir, 'compiled/assets/é b.css'), 'p{}');
  await writeFile(join(dir, 'audio.m4a'), 'sound');
  return dir;
}

const refusal = (code: string, text: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(text) });

describe('writePlan and readPlan', () => {
  it('read what was written', async () => {
    const written = await writePlan(planDir, samplePlanParts());
    expect(await readPlan(planDir)).toEqual(written);
    expect(written.assets.map((asset) => [asset.path, asset.neededBy])).toEqual([
      ['audio.m4a', 'assemble'],
      ['compiled/assets/é b.css', 'all'],
      ['compiled/index.html', 'all'],
    ]);
    expect(written.plan.counts).toEqual({ frames: 300, chunks: 2, assets: 3, assetBytes: 21 });
  });

  it('writes the same bytes for the same parts and files', async () => {
    const other = await fill(join(folder, 'b'));
    await writePlan(planDir, samplePlanParts());
    await writePlan(other, samplePlanParts());
    for (const path of ['plan.json', 'meta/assets.json', 'meta/composition.json', 'meta/chunks.json']) {
      expect(await readFile(join(other, path), 'utf8')).toBe(await readFile(join(planDir, path), 'utf8'));
    }
  });

  it('changes the hash with an asset, a setting or a tool, and says which', async () => {
    const a = await writePlan(planDir, samplePlanParts());
    const other = await fill(join(folder, 'b'));
    await writeFile(join(other, 'compiled/index.html'), '<HTML></html>');
    const parts = samplePlanParts();
    const b = await writePlan(other, {
      ...parts,
      encoder: { ...parts.encoder, crf: 30 },
      tools: { ...parts.tools, browserVersion: 'HeadlessChrome/157' },
    });
    expect(b.plan.planHash).not.toBe(a.plan.planHash);
    expect(explainPlanDifference(a, b)).toEqual([
      'tools.browserVersion: "HeadlessChrome/156" → "HeadlessChrome/157"',
      'encoder.crf: 20 → 30',
      expect.stringMatching(
        /^asset compiled\/index\.html: changed \(13 bytes, sha256 \w{12}… → 13 bytes, sha256 \w{12}…\)$/,
      ),
    ]);
    expect(explainPlanDifference(a, a)).toEqual([]);
  });

  it.each([
    'plan.json',
    'meta/composition.json',
    'meta/encoder.json',
    'meta/chunks.json',
    'meta/videos.json',
    'meta/assets.json',
  ])('names %s when it is missing', async (path) => {
    await writePlan(planDir, samplePlanParts());
    await rm(join(planDir, path));
    await expect(readPlan(planDir)).rejects.toEqual(refusal('MISSING_PLAN_ARTIFACT', path));
  });

  it.each([
    'meta/composition.json',
    'meta/encoder.json',
    'meta/chunks.json',
    'meta/videos.json',
    'meta/assets.json',
  ])('names %s when one byte of it changed', async (path) => {
    await writePlan(planDir, samplePlanParts());
    const bytes = await readFile(join(planDir, path));
    bytes[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 1;
    await writeFile(join(planDir, path), bytes);
    await expect(readPlan(planDir)).rejects.toEqual(refusal('PLAN_HASH_MISMATCH', path));
  });

  it.each([
    ['another protocol', 'PLAN_PROTOCOL_UNSUPPORTED', { protocol: 2 }],
    ['no runtimeEnv', 'MISSING_RUNTIME_ENV_SNAPSHOT', { runtimeEnv: undefined }],
    ['an edited field', 'PLAN_HASH_MISMATCH', { audioPath: null }],
    ['an unknown field', 'PLAN_HASH_MISMATCH', { extra: 1 }],
  ])('refuses a plan.json with %s', async (_, code, change) => {
    const { plan } = await writePlan(planDir, samplePlanParts());
    await writeFile(join(planDir, 'plan.json'), JSON.stringify({ ...plan, ...change }));
    await expect(readPlan(planDir)).rejects.toEqual(refusal(code, 'plan'));
  });

  it('refuses a plan.json that is no JSON', async () => {
    await writeFile(join(planDir, 'plan.json'), '{"protocol":');
    await expect(readPlan(planDir)).rejects.toEqual(refusal('PLAN_HASH_MISMATCH', 'not valid JSON'));
  });
});

describe('verifyPlanAssets', () => {
  it('proves what a chunk or the assembly needs, and nothing else', async () => {
    const plan = await writePlan(planDir, samplePlanParts());
    await rm(join(planDir, 'audio.m4a'));
    await verifyPlanAssets(plan, { chunkIndex: 1 });
    await expect(verifyPlanAssets(plan, 'assemble')).rejects.toEqual(
      refusal('MISSING_PLAN_ARTIFACT', 'audio.m4a'),
    );
  });

  it('names a file whose bytes changed, of the same or another size', async () => {
    const plan = await writePlan(planDir, samplePlanParts());
    await writeFile(join(planDir, 'compiled/index.html'), '<HTML></html>');
    await expect(verifyPlanAssets(plan, { chunkIndex: 0 })).rejects.toEqual(
      refusal('PLAN_HASH_MISMATCH', 'compiled/index.html'),
    );
    await writeFile(join(planDir, 'compiled/index.html'), 'longer than it was before');
    await expect(verifyPlanAssets(plan, { chunkIndex: 0 })).rejects.toEqual(
      refusal('PLAN_HASH_MISMATCH', '25 bytes instead of 13'),
    );
  });

  it('notices a change with a cache that knows the file, and reads an unchanged file once', async () => {
    const plan = await writePlan(planDir, samplePlanParts());
    const cache = new DigestCache();
    await verifyPlanAssets(plan, { chunkIndex: 0 }, cache);
    expect(cache.filesRead).toBe(2);
    await verifyPlanAssets(plan, { chunkIndex: 1 }, cache);
    expect(cache.filesRead).toBe(2);
    await writeFile(join(planDir, 'compiled/index.html'), '<HTML></html>');
    await expect(verifyPlanAssets(plan, { chunkIndex: 0 }, cache)).rejects.toEqual(
      refusal('PLAN_HASH_MISMATCH', 'compiled/index.html'),
    );
  });

  it('does not follow a link out of the plan', async () => {
    const plan = await writePlan(planDir, samplePlanParts());
    await writeFile(join(folder, 'outside.html'), '<html></html>');
    await rm(join(planDir, 'compiled/index.html'));
    await symlink(join(folder, 'outside.html'), join(planDir, 'compiled/index.html'));
    await expect(verifyPlanAssets(plan, { chunkIndex: 0 })).rejects.toEqual(
      expect.objectContaining({ code: 'PATH_NOT_ALLOWED' }),
    );
  });
});

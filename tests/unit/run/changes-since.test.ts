import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Plan } from '#src/contract/index.js';
import { writePlan } from '#src/plan/write-plan.js';
import { changesSince } from '#src/run/changes-since.js';
import { samplePlanParts } from '../plan/sample-plan-parts.js';

let folder: string;
let frozen: Plan;
const parts = { ...samplePlanParts(), audioPath: null };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framelane-changes-'));
  frozen = await planned('frozen', parts);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function planned(name: string, given: typeof parts, html = '<html></html>'): Promise<Plan> {
  const planDir = join(folder, name);
  await mkdir(join(planDir, 'compiled'), { recursive: true });
  await writeFile(join(planDir, 'compiled/index.html'), html);
  return writePlan(planDir, given);
}

it('lets a run go on with its own cut, whatever today would be measured', async () => {
  const { chunks, encoder } = parts;
  const now = await planned('now', {
    ...parts,
    encoder: { ...encoder, gopFrames: encoder.gopFrames + 7 },
    chunks: {
      ...chunks,
      plan: { ...chunks.plan, effective: { ...chunks.plan.effective, chunkCount: 1 }, why: 'one core.' },
      slices: [{ index: 0, start: 0, end: 300, frameCount: 300 }],
    },
  });
  expect(now.plan.planHash).not.toBe(frozen.plan.planHash);
  expect(changesSince(frozen, now)).toEqual([]);
});

it('names a setting and a file that are others', async () => {
  const now = await planned('now', { ...parts, encoder: { ...parts.encoder, crf: 30 } }, '<HTML></html>');
  expect(changesSince(frozen, now)).toEqual([
    expect.stringMatching(/^encoder\.crf: /),
    expect.stringMatching(/^asset compiled\/index\.html: changed /),
  ]);
});

it('finds nothing between a plan and itself', () => {
  expect(changesSince(frozen, frozen)).toEqual([]);
});

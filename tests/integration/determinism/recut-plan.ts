import { cp } from 'node:fs/promises';
import { buildChunkSlices, readPlan } from '#src/plan/index.js';
import { writePlan } from '#src/plan/write-plan.js';

/**
 * Copies a plan directory and cuts the copy into another number of chunks; everything else stays as planned.
 * Cheaper than planning again, which opens a browser each time.
 */
export async function recutPlan(planDir: string, chunkCount: number, targetDir: string): Promise<string> {
  await cp(planDir, targetDir, { recursive: true });
  const { plan, composition, encoder, chunks, videos } = await readPlan(targetDir);
  const chunkPlan = {
    ...chunks.plan,
    effective: {
      chunkCount,
      chunkSize: Math.ceil(composition.frameCount / chunkCount),
      balance: 'frames' as const,
    },
  };
  const slices = buildChunkSlices(chunkPlan, composition.frameCount);
  const { tools, runtimeEnv, audioPath } = plan;
  await writePlan(targetDir, {
    tools,
    runtimeEnv,
    composition,
    encoder,
    chunks: { plan: chunkPlan, slices },
    videos,
    audioPath,
  });
  return targetDir;
}

import type { ChunkSidecarJson, ChunkSliceJson, Plan, ToolIdentities } from '../contract/index.js';

/** What is wrong with a chunk. */
export interface ChunkProblem {
  /** ASSEMBLE_MISMATCH: another chunk was handed in than belongs there. CHUNK_INVALID: the chunk is damaged. */
  readonly code: 'ASSEMBLE_MISMATCH' | 'CHUNK_INVALID';
  readonly chunkIndex: number;
  readonly path: string;
  /** Follows the chunk's name: `stands at position 1`. */
  readonly says: string;
  readonly fix: string;
}

/**
 * Compares what a sidecar says with what the plan wants at its place. Pure.
 * @returns the first thing that is wrong, or null.
 */
export function judgeSidecar(
  plan: Plan,
  slice: ChunkSliceJson,
  sidecar: ChunkSidecarJson,
  path: string,
): ChunkProblem | null {
  const problem = (says: string, fix = `Render chunk ${slice.index} again.`): ChunkProblem => ({
    code: 'ASSEMBLE_MISMATCH',
    chunkIndex: slice.index,
    path,
    says,
    fix,
  });
  if (sidecar.planHash !== plan.plan.planHash) {
    return problem(
      `was rendered for another plan (${short(sidecar.planHash)} instead of ${short(plan.plan.planHash)})`,
      `Render chunk ${slice.index} of this plan.`,
    );
  }
  if (sidecar.chunkIndex !== slice.index) {
    return problem(
      `is chunk ${sidecar.chunkIndex} but stands at position ${slice.index}`,
      'Give the chunks in the order of their indexes, each once.',
    );
  }
  if (sidecar.start !== slice.start || sidecar.end !== slice.end) {
    return problem(
      `holds the frames ${sidecar.start} to ${sidecar.end} instead of ${slice.start} to ${slice.end}`,
    );
  }
  if (sidecar.framesEncoded !== slice.frameCount) {
    return problem(`holds ${sidecar.framesEncoded} frames instead of ${slice.frameCount}`);
  }
  const { format, captureMode } = plan.encoder;
  if (sidecar.format !== format) return problem(`is ${sidecar.format} instead of ${format}`);
  if (sidecar.captureMode !== captureMode) {
    return problem(`was captured by ${sidecar.captureMode} instead of ${captureMode}`);
  }
  const tool = firstDifference(plan.plan.tools, sidecar.tools);
  return tool === null ? null : problem(tool, `Render chunk ${slice.index} with the tools of the plan.`);
}

function firstDifference(planned: ToolIdentities, used: ToolIdentities): string | null {
  for (const key of Object.keys(planned) as (keyof ToolIdentities)[]) {
    if (planned[key] !== used[key]) {
      return `was rendered with another ${key} ("${used[key]}" instead of "${planned[key]}")`;
    }
  }
  return null;
}

function short(hash: string): string {
  return hash.slice(0, 12);
}

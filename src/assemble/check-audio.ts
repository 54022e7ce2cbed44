import { resolve } from 'node:path';
import type { Plan } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { sha256OfFile } from '../files/index.js';

/**
 * Proves that the soundtrack is the plan's: its own file or a copy with the same bytes.
 * @returns its absolute path; null for a silent plan.
 * @throws ASSEMBLE_MISMATCH when there is one too few or too many, or another one; MISSING_PLAN_ARTIFACT when it is gone.
 */
export async function checkAudio(plan: Plan, audioPath: string | null): Promise<string | null> {
  const planned = plan.plan.audioPath;
  if (planned === null && audioPath === null) return null;
  if (planned === null) {
    throw mismatch(`The plan has no sound, but ${audioPath} was given.`, 'Give null for the soundtrack.');
  }
  if (audioPath === null) {
    throw mismatch(
      `The plan has a soundtrack (${planned}), but none was given: the video would be silent.`,
      `Give ${planned} of the plan directory.`,
    );
  }
  const path = resolve(audioPath);
  const actual = await sha256OfFile(path).catch((cause: unknown) => {
    const fix = `Give ${planned} of the plan directory, or copy the plan directory again.`;
    throw new RenderError(
      'MISSING_PLAN_ARTIFACT',
      `The soundtrack ${path} cannot be read. ${fix}`,
      { path, fix },
      { cause },
    );
  });
  const expected = plan.assets.find((asset) => asset.path === planned)?.sha256;
  if (actual === expected) return path;
  throw mismatch(
    `${path} is not the plan's soundtrack: sha256 ${actual} instead of ${expected}.`,
    `Give ${planned} of the plan directory; if that is what was given, plan again.`,
  );
}

function mismatch(message: string, fix: string): RenderError {
  return new RenderError('ASSEMBLE_MISMATCH', `${message} ${fix}`, { field: 'audioPath', fix });
}

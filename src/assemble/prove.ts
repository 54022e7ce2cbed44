import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssembleCheck } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { frameFileName, frameIndexOf, probeMedia, readAudioEndSec } from '../ffmpeg/index.js';
import { type Expectation, lookChecks, proveFile } from './prove-file.js';

/**
 * Has ffprobe confirm the output.
 * @returns what was asked and answered.
 * @throws ASSEMBLE_MISMATCH naming every statement that is not true.
 */
export async function prove(
  expectation: Expectation,
  path: string,
  ffprobePath: string,
  signal: AbortSignal | undefined,
): Promise<AssembleCheck[]> {
  const checks =
    expectation.encoder.format === 'png-sequence'
      ? await checkFrames(expectation, path, ffprobePath, signal)
      : await checkFile(expectation, path, ffprobePath, signal);
  const wrong = checks.filter(({ ok }) => !ok);
  if (wrong.length === 0) return checks;
  const list = wrong
    .map(({ name, expected, actual }) => `${name}: ${actual} instead of ${expected}`)
    .join('; ');
  const fix = 'Assemble again; if it happens again, report the ffmpeg version with this message.';
  throw new RenderError(
    'ASSEMBLE_MISMATCH',
    `The joined output is not what the plan promises (${list}), so it was not kept. ${fix}`,
    { checks, fix },
  );
}

async function checkFile(
  expectation: Expectation,
  path: string,
  ffprobePath: string,
  signal: AbortSignal | undefined,
): Promise<AssembleCheck[]> {
  const probe = await probeMedia(ffprobePath, path, { countPackets: true, signal });
  const audioEndSec =
    probe.audio === null ? null : await readAudioEndSec(ffprobePath, path, probe.audio, signal);
  return proveFile(expectation, probe, audioEndSec);
}

/** Every frame has its file; the first and the last are looked into. */
async function checkFrames(
  { encoder, frameCount }: Expectation,
  folder: string,
  ffprobePath: string,
  signal: AbortSignal | undefined,
): Promise<AssembleCheck[]> {
  const indexes = (await readdir(folder)).map(frameIndexOf).filter((index) => index !== null);
  const gap = firstGap(indexes);
  const checks: AssembleCheck[] = [
    {
      name: 'frames',
      expected: String(frameCount),
      actual: String(indexes.length),
      ok: indexes.length === frameCount,
    },
    {
      name: 'numbering',
      expected: 'no gap',
      actual: gap === null ? 'no gap' : `no frame ${gap}`,
      ok: gap === null,
    },
  ];
  for (const frameIndex of [0, frameCount - 1]) {
    const name = frameFileName(frameIndex);
    const { video } = await probeMedia(ffprobePath, join(folder, name), { isPng: true, signal });
    const look = video === null ? [] : lookChecks(encoder, video);
    checks.push(...look.map((check) => ({ ...check, name: `${check.name} of ${name}` })));
  }
  return checks;
}

/** The first frame from 0 that is missing below a higher one; null when there is none. */
function firstGap(indexes: readonly number[]): number | null {
  const sorted = indexes.toSorted((a, b) => a - b);
  const at = sorted.findIndex((frameIndex, position) => frameIndex !== position);
  return at === -1 ? null : at;
}

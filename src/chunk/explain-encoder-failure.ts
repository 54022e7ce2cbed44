import type { Plan } from '../contract/index.js';
import { type ErrorCode, RenderError } from '../errors/index.js';
import { describeHardware, tryEncoder } from '../ffmpeg/index.js';
import type { LocatedFfmpeg } from '../tools/index.js';

/** As which an encoder that does not work here shows itself. */
const ENCODER_FAULTS: readonly ErrorCode[] = [
  'FFMPEG_FAILED',
  'FFMPEG_VERSION_MISMATCH',
  'OUT_OF_MEMORY',
  'OUTPUT_NOT_WRITABLE',
];

/**
 * What a failed chunk is to be told as: where the plan's hardware does not encode on this machine, that. It is tried only now,
 * so that chunks which go well do not pay for it.
 * @returns the error itself, or FFMPEG_FAILED naming encoder and plan, which another machine, or a later time, may not see.
 */
export async function explainEncoderFailure(
  error: unknown,
  { planDir, plan, encoder }: Plan,
  { ffmpegPath, ffprobePath }: LocatedFfmpeg,
  signal: AbortSignal,
): Promise<unknown> {
  const hardware = describeHardware(encoder);
  if (hardware === null || !(error instanceof RenderError) || !ENCODER_FAULTS.includes(error.code))
    return error;
  const problem = await tryEncoder({ ffmpegPath, ffprobePath, encoder, signal });
  if (problem === null) return error;
  const { videoEncoder } = encoder;
  const fix = `Render the chunk on a machine with what ${videoEncoder} needs (${hardware.needs}), or plan again with videoEncoder "software".`;
  return new RenderError(
    'FFMPEG_FAILED',
    `The plan ${planDir} (${plan.planHash.slice(0, 12)}) has its chunks encoded by ${videoEncoder} (${hardware.name}), which does not work on this machine: ${problem}. ${fix}`,
    { field: 'videoEncoder', path: planDir, command: error.details.command ?? '', fix },
    { cause: error },
  );
}

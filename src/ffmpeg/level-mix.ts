import { join } from 'node:path';
import { QUIET_ARGS } from './container-args.js';
import { levelFilters, needsLimiter } from './level-filters.js';
import { measureLoudness } from './measure-loudness.js';
import { runTool } from './run-tool.js';

/** How near to the target is near enough, in LU: nobody hears less than half a unit. */
const TOLERANCE_LU = 0.3;
/** A limiter takes loudness away, so that the gain is corrected, at most so often. */
const PASSES = 4;
/** What ffmpeg calls silence, in LUFS. */
const SILENT_LUFS = -70;

export interface LevelRequest {
  readonly ffmpegPath: string;
  /** In floating point: what goes above full scale is not lost before it is made quieter. */
  readonly mixPath: string;
  readonly targetLufs: number;
  readonly durationSec: number;
  readonly workDir: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Brings a mix to an integrated loudness, with true peaks of at most -1 dBTP. Silence stays silent.
 * @returns the path of the result, in floating point.
 */
export async function levelMix(request: LevelRequest): Promise<string> {
  const { ffmpegPath, mixPath, targetLufs, durationSec, workDir, signal } = request;
  const level = await measureLoudness(ffmpegPath, mixPath, { signal });
  if (level.integratedLufs <= SILENT_LUFS) return mixPath;
  const outputPath = join(workDir, 'level.wav');
  let gainDb = targetLufs - level.integratedLufs;
  for (let pass = 0; pass < PASSES; pass++) {
    const isLimited = needsLimiter(level.truePeakDbtp, gainDb);
    const filters = levelFilters(gainDb, isLimited, durationSec).join(',');
    const args = [
      ...QUIET_ARGS,
      '-i',
      mixPath,
      '-af',
      filters,
      '-c:a',
      'pcm_f32le',
      '-rf64',
      'auto',
      outputPath,
    ];
    await runTool(ffmpegPath, args, { signal });
    if (!isLimited) break;
    const missingLu = targetLufs - (await measureLoudness(ffmpegPath, outputPath, { signal })).integratedLufs;
    if (Math.abs(missingLu) < TOLERANCE_LU) break;
    gainDb += missingLu;
  }
  return outputPath;
}

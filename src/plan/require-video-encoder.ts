import type { ResolvedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { describeHardware, tryEncoder } from '../ffmpeg/index.js';
import type { LocatedFfmpeg } from '../tools/index.js';
import type { PlannedGeometry } from './describe-page.js';
import { lockEncoder } from './lock-encoder.js';

/**
 * Makes sure that the hardware which was asked for encodes here, by having it do so. Software is not tried.
 * @throws CONFIG_INVALID with field `videoEncoder` and what ffmpeg said; CANCELLED, DISK_FULL, FFMPEG_NOT_FOUND.
 */
export async function requireVideoEncoder(
  config: ResolvedRenderConfig,
  { fps, size }: Pick<PlannedGeometry, 'fps' | 'size'>,
  { ffmpegPath, ffprobePath }: LocatedFfmpeg,
  signal: AbortSignal | undefined,
): Promise<void> {
  const encoder = lockEncoder(config, { fps, size, captureMode: 'raw', captureModeWhy: '', chunkSize: 1 });
  const hardware = describeHardware(encoder);
  if (hardware === null) return;
  const problem = await tryEncoder({ ffmpegPath, ffprobePath, encoder, signal });
  if (problem === null) return;
  const { videoEncoder } = encoder;
  const fix = `Leave videoEncoder at software, or plan on a machine with what ${videoEncoder} needs: ${hardware.needs}.`;
  throw new RenderError(
    'CONFIG_INVALID',
    `videoEncoder: ${videoEncoder} (${hardware.name}) does not encode ${size.outputWidthPx}×${size.outputHeightPx} here: ${problem}. ${fix}`,
    { field: 'videoEncoder', fix },
  );
}

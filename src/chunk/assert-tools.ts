import type { ToolIdentities } from '../contract/index.js';
import { type ErrorCode, RenderError } from '../errors/index.js';

/**
 * Refuses the chunk when this machine's ffmpeg, platform or Framelane is not the plan's: known before a browser starts.
 * @throws FFMPEG_VERSION_MISMATCH, PLAN_PROTOCOL_UNSUPPORTED (another Framelane), BROWSER_VERSION_MISMATCH (another platform).
 */
export function assertSameHost(
  planned: ToolIdentities,
  here: Pick<ToolIdentities, 'framelaneVersion' | 'ffmpegVersion' | 'platform'>,
): void {
  assertSame(
    'PLAN_PROTOCOL_UNSUPPORTED',
    'Framelane',
    planned.framelaneVersion,
    here.framelaneVersion,
    `Use Framelane ${planned.framelaneVersion} here, or plan again with ${here.framelaneVersion}.`,
  );
  assertSame(
    'BROWSER_VERSION_MISMATCH',
    'platform',
    planned.platform,
    here.platform,
    `Render the chunk on a ${planned.platform} machine, or plan again on ${here.platform}.`,
  );
  assertSame(
    'FFMPEG_VERSION_MISMATCH',
    'ffmpeg',
    planned.ffmpegVersion,
    here.ffmpegVersion,
    'Point ffmpegPath at the build the plan was made with, or plan again with this one.',
  );
}

/**
 * Refuses the chunk when the browser is not the plan's.
 * @throws BROWSER_VERSION_MISMATCH.
 */
export function assertSameBrowser(
  planned: ToolIdentities,
  here: Pick<ToolIdentities, 'browserVersion' | 'glClass'>,
): void {
  assertSame(
    'BROWSER_VERSION_MISMATCH',
    'browser',
    planned.browserVersion,
    here.browserVersion,
    'Point browserPath at the build the plan was made with, or plan again with this one.',
  );
  assertSame(
    'BROWSER_VERSION_MISMATCH',
    'graphics',
    planned.glClass,
    here.glClass,
    'Render on a machine with the same graphics, or plan again with gl "software".',
  );
}

function assertSame(code: ErrorCode, what: string, planned: string, here: string, fix: string): void {
  if (planned === here) return;
  throw new RenderError(
    code,
    `The plan was made for ${what} "${planned}", but here it is "${here}": the chunk's pixels or bytes could differ from its neighbours'. ${fix}`,
    { expected: planned, actual: here, fix },
  );
}

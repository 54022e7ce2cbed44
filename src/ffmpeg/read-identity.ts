import { RenderError } from '../errors/index.js';
import { runTool } from './run-tool.js';

/**
 * Who an ffmpeg is: the first line of `-version` without its copyright, `ffmpeg version 5.1.9-0+deb12u1`.
 * @throws FFMPEG_NOT_FOUND when it does not run or is something else.
 */
export async function readFfmpegIdentity(path: string): Promise<string> {
  const output = await runTool(path, ['-hide_banner', '-version']);
  const line = output.split(/\r?\n/, 1)[0] ?? '';
  const identity = line.replace(/\s+Copyright \(c\).*$/i, '').trim();
  if (/^ff(mpeg|probe) version \S/.test(identity)) return identity;
  const fix = 'Name an ffmpeg with ffmpegPath, or run "framelane setup".';
  throw new RenderError('FFMPEG_NOT_FOUND', `${path} is no ffmpeg: it says "${line.slice(0, 80)}". ${fix}`, {
    path,
    fix,
  });
}

import { type RunToolOptions, runTool } from './run-tool.js';

/**
 * What ffprobe lists of one stream, a packet or frame a line, each as its fields in ffprobe's own order.
 * @param streamIndex in the file. @param entries as `-show_entries` takes them: `packet=pts,flags`.
 * @throws FFMPEG_FAILED, CANCELLED.
 */
export async function listEntries(
  ffprobePath: string,
  path: string,
  streamIndex: number,
  entries: string,
  run: RunToolOptions,
): Promise<string[][]> {
  const command = ['-v', 'error', '-select_streams', String(streamIndex), '-show_entries', entries];
  const text = await runTool(ffprobePath, [...command, '-of', 'csv=p=0', path], run);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(','));
}

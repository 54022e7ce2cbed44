import { z } from 'zod';
import { runTool } from './run-tool.js';
import type { AudioStreamProbe } from './types.js';

/** How far before the end to begin looking for the last packet, in seconds. */
const LOOK_BACK_SEC = 2;

const packetsSchema = z.object({
  packets: z
    .array(
      z.object({
        pts_time: z.coerce.number().default(0),
        duration_time: z.coerce.number().default(0),
        side_data_list: z.array(z.object({ discard_padding: z.number().default(0) })).default([]),
      }),
    )
    .default([]),
});

/**
 * Where the sound of a file ends, in seconds. Opus rounds its length up to whole packets and says in the last one how many
 * samples are not to be played; every other codec's stream length is right as it is.
 */
export async function readAudioEndSec(
  ffprobePath: string,
  path: string,
  audio: AudioStreamProbe,
  signal: AbortSignal | undefined,
): Promise<number> {
  const endSec = audio.startSec + audio.durationSec;
  if (audio.codec !== 'opus') return endSec;
  const from = Math.max(0, endSec - LOOK_BACK_SEC);
  const args = ['-v', 'error', '-of', 'json', '-select_streams', 'a:0', '-read_intervals', `${from}%`];
  const json = await runTool(ffprobePath, [...args, '-show_packets', path], { signal });
  const last = packetsSchema.parse(JSON.parse(json)).packets.at(-1);
  if (last === undefined) return endSec;
  const unplayed = last.side_data_list.reduce((sum, { discard_padding }) => sum + discard_padding, 0);
  return last.pts_time + last.duration_time - unplayed / audio.sampleRateHz;
}

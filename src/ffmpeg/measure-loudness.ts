import type { LoudnessJson } from '../contract/index.js';
import { type RunToolOptions, runTool } from './run-tool.js';

/** What stands for silence: ffmpeg's own floor, and a level below every converter's. */
const SILENT_LUFS = -70;
const SILENT_DBTP = -200;

/**
 * Measures the loudness of a file by EBU R 128 and its true peak, decoded as a player does.
 * @throws FFMPEG_FAILED, CANCELLED.
 */
export async function measureLoudness(
  ffmpegPath: string,
  path: string,
  run: RunToolOptions = {},
): Promise<LoudnessJson> {
  const filter = 'ebur128=peak=true:metadata=1,ametadata=mode=print:file=-';
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-i', path, '-map', '0:a:0', '-af', filter];
  return parseLoudness(await runTool(ffmpegPath, [...args, '-f', 'null', '-'], run));
}

/** Reads the last of the values, which are printed ten times a second and count from the beginning. Pure. */
export function parseLoudness(metadata: string): LoudnessJson {
  const last = (key: string) => {
    const at = metadata.lastIndexOf(`lavfi.r128.${key}=`);
    return at === -1 ? Number.NaN : Number.parseFloat(metadata.slice(at + key.length + 12));
  };
  const peak = Math.max(...['0', '1'].map((channel) => last(`true_peaks_ch${channel}`) || 0));
  return {
    integratedLufs: round(Math.max(SILENT_LUFS, finite(last('I'), SILENT_LUFS))),
    rangeLu: round(finite(last('LRA'), 0)),
    truePeakDbtp: peak > 0 ? round(20 * Math.log10(peak)) : SILENT_DBTP,
  };
}

function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise;
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

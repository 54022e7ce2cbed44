import { runTool } from './run-tool.js';

/** Names of what an ffmpeg was built with. */
export interface FfmpegCapabilities {
  readonly encoders: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
}

/** Asks an ffmpeg for its encoders and filters. */
export async function listCapabilities(path: string): Promise<FfmpegCapabilities> {
  const [encoders, filters] = await Promise.all([
    runTool(path, ['-hide_banner', '-encoders']),
    runTool(path, ['-hide_banner', '-filters']),
  ]);
  return {
    encoders: readNames(encoders, /^ [VASFXBD.]{6} (\S+)/gm),
    filters: readNames(filters, /^ [TSC.|]{2,3} (\S+)/gm),
  };
}

/** The legends above the lists have `=` where the name would be. */
function readNames(listing: string, line: RegExp): Set<string> {
  return new Set([...listing.matchAll(line)].map((match) => match[1] ?? '').filter((name) => name !== '='));
}

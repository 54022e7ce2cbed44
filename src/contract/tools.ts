import { z } from 'zod';

/** Where the external tools are, when the caller says so; absent: they are looked for. */
export interface ToolPaths {
  readonly browserPath?: string | undefined;
  readonly ffmpegPath?: string | undefined;
  readonly ffprobePath?: string | undefined;
}

/** The tools a plan was made for. A chunk is rendered with the same ones or refused. */
export const toolIdentitiesSchema = z.strictObject({
  framelaneVersion: z.string(),
  /** Product and build of the browser: `HeadlessChrome/156.0.8078.79`. */
  browserVersion: z.string(),
  /** `software`, or the vendor and renderer of the hardware. */
  glClass: z.string(),
  /** The first line of `ffmpeg -version`, without its copyright. */
  ffmpegVersion: z.string(),
  /** `linux-x64`: rasterisation and encoders differ between instruction sets. */
  platform: z.string(),
});
export type ToolIdentities = z.infer<typeof toolIdentitiesSchema>;

/** How a tool was found, for people: `path` and one sentence of why. */
export interface FoundTool {
  readonly path: string;
  readonly source: 'setting' | 'environment' | 'cache' | 'package' | 'system' | 'download' | 'installed';
  /** For example `chromium-headless-shell on PATH`. */
  readonly why: string;
}

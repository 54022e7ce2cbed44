import { FRAMELANE_VERSION, type ToolIdentities, type WebglInfo } from '../contract/index.js';

/** The tools of a plan or a chunk, in the form that plans compare. */
export function toolIdentities(tools: {
  readonly browserVersion: string;
  readonly webgl: WebglInfo;
  readonly ffmpegVersion: string;
}): ToolIdentities {
  const { browserVersion, webgl, ffmpegVersion } = tools;
  return {
    framelaneVersion: FRAMELANE_VERSION,
    browserVersion,
    glClass: webgl.software ? 'software' : `${webgl.vendor} / ${webgl.renderer}`,
    ffmpegVersion,
    platform: `${process.platform}-${process.arch}`,
  };
}

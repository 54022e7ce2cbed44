import type { DoctorReport, Finding } from '../contract/index.js';
import { toRenderError } from '../errors/index.js';
import { type FoundFfmpeg, listCapabilities, requireFfmpeg } from '../ffmpeg/index.js';
import type { DoctorOptions } from './doctor-options.js';
import { toFailure, toFinding } from './finding.js';
import { judgeFfmpeg } from './judge-ffmpeg.js';

/** What was learnt of ffmpeg and ffprobe by asking them. */
export interface FfmpegCheck {
  readonly ffmpeg: DoctorReport['ffmpeg'];
  readonly ffprobe: DoctorReport['ffprobe'];
  readonly findings: readonly Finding[];
}

/** Finds ffmpeg and ffprobe and asks what they can do. What goes wrong becomes a finding. */
export async function checkFfmpeg({ tools, env }: DoctorOptions): Promise<FfmpegCheck> {
  try {
    const { ffmpegPath, ffprobePath } = tools;
    const found = await requireFfmpeg({ ffmpegPath, ffprobePath, env });
    const capabilities = await listCapabilities(found.ffmpeg.path);
    const ffmpeg = toVersion(found.ffmpeg);
    const ffprobe = toVersion(found.ffprobe);
    const findings = [
      toFound('ffmpeg', ffmpeg),
      toFound('ffprobe', ffprobe),
      ...judgeFfmpeg(capabilities.encoders, capabilities.filters),
    ];
    return { ffmpeg, ffprobe, findings };
  } catch (thrown) {
    const failure = toFailure('ffmpeg', 'ffmpeg', 'ffmpeg', toRenderError(thrown));
    return { ffmpeg: null, ffprobe: null, findings: [failure] };
  }
}

function toVersion({ path, why, identity }: FoundFfmpeg) {
  return { path, why, version: identity };
}

function toFound(id: string, tool: { path: string; why: string; version: string }): Finding {
  return toFinding('ffmpeg', id, id, {
    status: 'ok',
    detail: `${tool.version} at ${tool.path} (${tool.why})`,
    fix: '',
  });
}

import type { DoctorReport, RunSnapshot, SampleReport } from '../../../src/contract/index.js';
import { judgeWebgl } from '../../state/webgl-verdict.js';

/** How far what is rendered here can be compared with what another machine renders from the same plan. */
export type ParityLevel = 'bytes' | 'psnr' | 'none';

export interface ParityRow {
  readonly what: string;
  readonly here: string;
  readonly there: string;
  readonly level: ParityLevel;
}

export interface Parity {
  readonly level: ParityLevel;
  readonly rows: readonly ParityRow[];
}

const ORDER: readonly ParityLevel[] = ['bytes', 'psnr', 'none'];

/**
 * Compares this machine with a Linux worker that renders from the same plan with a headless shell and software WebGL, and,
 * where a run is shown, with the tools that its plan was frozen for. Pure.
 */
export function judgeParity(facts: {
  readonly machine: DoctorReport;
  readonly plan: RunSnapshot['plan'];
  readonly sample: SampleReport | null;
}): Parity {
  const { machine, plan, sample } = facts;
  const rows: ParityRow[] = [];
  const { browser, ffmpeg, webgl } = machine;
  if (browser !== null) {
    rows.push({
      what: 'Capture',
      here: browser.beginFrame ? 'BeginFrame' : 'Screenshots',
      there: 'BeginFrame',
      level: browser.beginFrame ? 'bytes' : 'psnr',
    });
    if (plan !== null) {
      const same = plan.tools.browserVersion === browser.version;
      rows.push({
        what: 'Browser',
        here: browser.version,
        there: plan.tools.browserVersion,
        level: same ? 'bytes' : 'psnr',
      });
    }
  }
  if (webgl !== null) {
    const { kind, word } = judgeWebgl(webgl);
    rows.push({
      what: 'WebGL',
      here: word,
      there: 'SwiftShader',
      level: kind === 'expected' ? 'bytes' : kind === 'other-software' ? 'psnr' : 'none',
    });
  }
  if (ffmpeg !== null && plan !== null) {
    const same = ffmpeg.version === plan.tools.ffmpegVersion;
    rows.push({
      what: 'FFmpeg',
      here: ffmpeg.version,
      there: plan.tools.ffmpegVersion,
      level: same ? 'bytes' : 'psnr',
    });
  }
  if (plan !== null) {
    rows.push({
      what: 'Instruction set',
      here: machine.machine.platform,
      there: plan.tools.platform,
      level: machine.machine.platform === plan.tools.platform ? 'bytes' : 'psnr',
    });
  }
  if (sample !== null) {
    const own = sample.systemFonts.length === 0;
    rows.push({
      what: 'Fonts',
      here: own ? 'all in the project' : `of this computer: ${sample.systemFonts.join(', ')}`,
      there: 'the plan’s only',
      level: own ? 'bytes' : 'none',
    });
  }
  rows.push({ what: 'Timezone, locale', here: 'set by the plan', there: 'set by the plan', level: 'bytes' });
  const worst = Math.max(...rows.map((row) => ORDER.indexOf(row.level)));
  return { level: ORDER[worst] ?? 'none', rows };
}

export const PARITY_WORDS: Readonly<Record<ParityLevel, string>> = {
  bytes: 'Comparable by bytes',
  psnr: 'Comparable by PSNR, not by bytes',
  none: 'Not comparable',
};

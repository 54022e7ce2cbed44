import { type DoctorReport, FRAMELANE_VERSION } from '../contract/index.js';
import { checkBrowser } from './check-browser.js';
import { checkFfmpeg } from './check-ffmpeg.js';
import type { DoctorOptions } from './doctor-options.js';
import { worstOf } from './finding.js';
import { judgeMachine } from './judge-machine.js';
import { readMachine } from './read-machine.js';

/**
 * Checks this machine by really trying: starts the browser, asks ffmpeg what it can, measures what there is. Nothing is
 * installed and nothing is left behind.
 * @throws CANCELLED; everything else becomes a finding.
 */
export async function runDoctor(options: DoctorOptions): Promise<DoctorReport> {
  const [
    { browser, webgl, findings: browserFindings },
    { ffmpeg, ffprobe, findings: ffmpegFindings },
    machine,
  ] = await Promise.all([checkBrowser(options), checkFfmpeg(options), readMachine(options.diskPath)]);
  const findings = [...browserFindings, ...ffmpegFindings, ...judgeMachine(machine)];
  return {
    framelaneVersion: FRAMELANE_VERSION,
    status: worstOf(findings),
    findings,
    browser,
    webgl,
    ffmpeg,
    ffprobe,
    machine,
  };
}

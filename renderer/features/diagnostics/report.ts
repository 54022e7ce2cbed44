import type { DoctorReport, HostOutput, RunSnapshot, WebglInfo } from '../../../src/contract/index.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatBytes } from '../../ui/format.js';
import { redact } from './redact.js';

/** What the report is made of. */
export interface ReportFacts {
  readonly info: HostOutput<'app.info'> | null;
  readonly machine: DoctorReport | null;
  readonly snapshot: RunSnapshot | null;
}

/** The report as text, redacted: the preview shows exactly this, and exactly this is copied. */
export function makeReport({ info, machine, snapshot }: ReportFacts): string {
  const lines: string[] = [];
  if (info !== null) {
    lines.push(
      `Framelane ${info.version} (${info.shell}, ${info.platform}), sandbox ${info.sandbox ? 'on' : 'off'}`,
    );
  }
  if (machine !== null) {
    const { machine: host } = machine;
    lines.push(
      `Node ${host.nodeVersion} on ${host.platform}, ${host.cpuCount} cores, ${formatBytes(host.memoryAvailableBytes)} of ${formatBytes(host.memoryTotalBytes)} free`,
      '',
      ...machine.findings.map(
        (f) =>
          `${f.status.toUpperCase().padEnd(4)} ${f.id}: ${f.detail}${f.fix === null ? '' : ` (fix: ${f.fix})`}`,
      ),
      '',
    );
    if (machine.browser !== null)
      lines.push(`browser ${machine.browser.version} (${machine.browser.why}): ${machine.browser.path}`);
    if (machine.ffmpeg !== null)
      lines.push(`ffmpeg ${machine.ffmpeg.version} (${machine.ffmpeg.why}): ${machine.ffmpeg.path}`);
    if (machine.webgl !== null) lines.push(`webgl ${webglLine(machine.webgl)}`);
  }
  if (snapshot !== null) {
    lines.push(
      '',
      `run ${snapshot.runId}: ${snapshot.state}, ${snapshot.framesDone}/${snapshot.framesTotal} frames, ${snapshot.retries} retries`,
    );
    if (snapshot.budget !== null)
      lines.push(
        `workers ${snapshot.budget.workers}, bound by ${snapshot.budget.boundBy}: ${snapshot.budget.why}`,
      );
    for (const worker of snapshot.workers) {
      lines.push(
        `  W${worker.workerId + 1} ${worker.state}, session ${worker.sessions}, ${worker.webgl === null ? 'no WebGL yet' : webglLine(worker.webgl)}`,
      );
    }
    for (const chunk of snapshot.chunks) {
      if (chunk.error !== null)
        lines.push(`  chunk ${chunk.index}: ${chunk.error.code} ${chunk.error.message}`);
    }
    if (snapshot.error !== null) lines.push(`error ${snapshot.error.code}: ${snapshot.error.message}`);
  }
  return redact(cleanText(lines.join('\n'), 200_000));
}

function webglLine(webgl: WebglInfo): string {
  return `${webgl.vendor} | ${webgl.renderer} | ${webgl.version} | max texture ${webgl.maxTextureSizePx}`;
}

/** Offers text as a file. */
export function saveText(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

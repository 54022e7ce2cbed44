import type { LogLine, RunEvent } from '../contract/index.js';

/** Events as lines for people; `chunk-progress` says too little, too often, to be one. */
export function toLogLine(event: RunEvent): LogLine | null {
  const said = describe(event);
  if (said === null) return null;
  const { seq, atMs } = event;
  return {
    seq,
    atMs,
    level: said.level ?? 'info',
    message: said.message,
    chunkIndex: 'chunkIndex' in event ? (event.chunkIndex ?? null) : null,
    attempt: 'attempt' in event ? event.attempt : null,
    workerId: 'workerId' in event ? (event.workerId ?? null) : null,
  };
}

interface Said {
  readonly level?: LogLine['level'];
  readonly message: string;
}

function describe(event: RunEvent): Said | null {
  switch (event.type) {
    case 'run-started':
      return {
        message: `${event.resumed ? 'Resumed' : 'Started'} ${event.entryFile}, to ${event.outputPath}`,
      };
    case 'plan-progress':
    case 'assemble-progress':
      return { message: event.message };
    case 'plan-ready':
      return {
        message: `Plan ${event.planHash.slice(0, 12)}: ${event.frameCount} frames. ${event.chunkPlan.why}`,
      };
    case 'budget':
      return { message: event.budget.why };
    case 'worker-ready':
      return {
        message: `Worker ${event.workerId}: ${event.browserVersion}, ${event.webgl.vendor} / ${event.webgl.renderer}\n${event.browserCommand}`,
      };
    case 'worker-lost':
      return { level: 'error', message: `${event.error.code}: ${event.error.message}` };
    case 'chunk-started':
      return { message: `Attempt ${event.attempt} on worker ${event.workerId}` };
    case 'chunk-progress':
      return null;
    case 'chunk-done':
    case 'chunk-reused':
      return {
        message: `${event.result.framesEncoded} frames, ${event.result.framesReused} of them unchanged, sha256 ${event.result.sha256}\n${event.result.ffmpegCommand}`,
      };
    case 'chunk-retry':
      return {
        level: 'warn',
        message: `${event.error.code}: ${event.error.message} Tries again with ${event.change}.${tailOf(event.error)}`,
      };
    case 'chunk-failed':
      return { level: 'error', message: `${event.error.code}: ${event.error.message}${tailOf(event.error)}` };
    case 'chunk-cancelled':
      return { level: 'warn', message: 'Stopped' };
    case 'run-cancelling':
      return { level: 'warn', message: 'Stopping' };
    case 'log':
      return { level: event.level, message: event.message };
    case 'result':
      return { message: `Finished: ${event.frames} frames, sha256 ${event.sha256}` };
    case 'error':
      return { level: 'error', message: `${event.error.code}: ${event.error.message}` };
  }
}

function tailOf({ details }: { details: Record<string, unknown> }): string {
  return typeof details.stderrTail === 'string' && details.stderrTail !== '' ? `\n${details.stderrTail}` : '';
}

import type { RunEvent } from '../../contract/index.js';
import { count, duration, glIdentity, rate, shortGlName, shortHash, toolNames } from './phrases.js';

/**
 * What is said of an event where there is no terminal to redraw: one plain line per change of state, none for mere
 * progress.
 */
export function describeEvent(event: RunEvent): string | null {
  switch (event.type) {
    case 'run-started':
      return `${event.resumed ? 'going on with' : 'run'} ${event.runId}: ${event.projectDir} (${event.entryFile}) -> ${event.outputPath}`;
    case 'plan-ready':
      return [
        `plan ${shortHash(event.planHash)}: ${count(event.frameCount, 'frame')}`,
        duration(event.durationSec * 1000),
        `${event.widthPx}x${event.heightPx}`,
        rate(event.fps),
        `${event.format} ${event.codec}`,
        `${count(event.chunkPlan.effective.chunkCount, 'chunk')} (${event.chunkPlan.why.replace(/\.$/, '')})`,
        event.captureMode,
        toolNames(event.tools),
      ].join(', ');
    case 'budget':
      return event.budget.why;
    case 'worker-ready':
      return `worker ${event.workerId}: ${event.browserVersion}, WebGL ${glIdentity(event.webgl)}`;
    case 'worker-lost':
      return `worker ${event.workerId} lost: ${event.error.code}: ${event.error.message}`;
    case 'chunk-done': {
      const { result } = event;
      const framesPerSec = (result.framesEncoded * 1000) / Math.max(1, result.durationMs);
      return [
        `chunk ${event.chunkIndex} done: frames ${result.start} to ${result.end - 1}`,
        `${duration(result.durationMs)}, ${framesPerSec.toFixed(1)} fps`,
        `${result.framesReused} reused`,
        shortGlName(result.webgl),
        `sha256 ${shortHash(result.sha256)}`,
      ].join(', ');
    }
    case 'chunk-reused':
      return `chunk ${event.chunkIndex} kept: verified, sha256 ${shortHash(event.result.sha256)}`;
    case 'chunk-retry':
      return `chunk ${event.chunkIndex} tried again after ${event.error.code}: ${event.error.message} (${event.change})`;
    case 'chunk-failed':
      return `chunk ${event.chunkIndex} failed: ${event.error.code}: ${event.error.message}`;
    case 'assemble-progress':
      return `assemble: ${event.message}`;
    case 'log':
      return event.level === 'warn' || event.level === 'error' ? `${event.level}: ${event.message}` : null;
    default:
      return null;
  }
}

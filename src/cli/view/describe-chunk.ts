import { CHUNK_PHASES, type ChunkResult } from '../../contract/index.js';
import type { Paint } from './paint.js';
import { count, duration, glIdentity, size, toolNames } from './phrases.js';

/** A rendered chunk: what is in it, who drew it, and where the time went. */
export function describeChunk(result: ChunkResult, paint: Paint): string[] {
  const row = (name: string, value: string) => `  ${paint('dim', name.padEnd(10))}${value}`;
  const phases = CHUNK_PHASES.map((phase) => `${phase} ${duration(result.phases[phase])}`);
  return [
    row(
      `chunk ${result.chunkIndex}`,
      `frames ${result.start} to ${result.end - 1} · ${count(result.framesEncoded, 'frame')}, ${result.framesReused} reused · ${result.captureMode}`,
    ),
    row('webgl', glIdentity(result.webgl)),
    row('tools', toolNames(result)),
    row('time', `${duration(result.durationMs)}: ${phases.join(', ')}`),
    row('sha256', result.sha256),
    `  ${paint('good', '✓')} ${paint('bold', result.outputPath)}  ${paint('dim', size(result.sizeBytes))}`,
  ];
}

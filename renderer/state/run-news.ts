import type { RunSnapshot } from '../../src/contract/snapshot.js';
import { plural } from '../ui/format.js';
import { isChunkGood, isRunOver, RUN_WORDS } from './run-facts.js';

/** What a screen reader is told about the step from one snapshot to the next; null: nothing. */
export interface RunNews {
  readonly polite: string | null;
  readonly urgent: string | null;
}

/** Changes of state and every quarter politely; failures at once and together. Never single frames. */
export function describeNews(before: RunSnapshot | null, after: RunSnapshot): RunNews {
  if (before === null) return { polite: `Run: ${RUN_WORDS[after.state]}.`, urgent: null };
  const failedBefore = before.chunks.filter((chunk) => chunk.state === 'failed').length;
  const failed = after.chunks.filter((chunk) => chunk.state === 'failed').length;
  const urgent =
    after.state === 'failed' && before.state !== 'failed'
      ? `The run failed. ${after.chunks.filter(isChunkGood).length} of ${plural(after.chunks.length, 'chunk')} are kept.`
      : failed > failedBefore
        ? `${plural(failed, 'chunk')} failed.`
        : null;
  if (before.state !== after.state) {
    return {
      polite: isRunOver(after.state) && urgent !== null ? null : `Run: ${RUN_WORDS[after.state]}.`,
      urgent,
    };
  }
  const quarter = quarterOf(after);
  const polite = quarter > quarterOf(before) ? `${quarter * 25} percent of the frames are captured.` : null;
  return { polite, urgent };
}

function quarterOf(snapshot: RunSnapshot): number {
  return snapshot.framesTotal === 0 ? 0 : Math.floor((snapshot.framesDone / snapshot.framesTotal) * 4);
}

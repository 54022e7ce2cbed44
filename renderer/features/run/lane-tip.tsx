import type { RunSnapshot } from '../../../src/contract/index.js';
import { describeChunk, stalledForMs } from '../../state/chunk-state.js';
import { frameCostMs } from '../../state/run-facts.js';
import { formatDuration } from '../../ui/format.js';
import styles from './run.module.css';

const WIDTH_PX = 280;

/** What the pointer is over. Everything here is in the inspector and the table too. */
export function LaneTip(props: {
  readonly snapshot: RunSnapshot;
  readonly hover: {
    readonly chunkIndex: number;
    readonly attempt: number;
    readonly x: number;
    readonly y: number;
  };
  readonly nowMs: number;
}) {
  const { chunkIndex, attempt, x, y } = props.hover;
  const chunk = props.snapshot.chunks[chunkIndex];
  if (chunk === undefined) return null;
  const stalled = stalledForMs(chunk, props.nowMs);
  const cost = frameCostMs(chunk);
  const failed = chunk.attempts[attempt - 1]?.error;
  return (
    <div
      className={styles.tip}
      style={{
        left: Math.min(x + 14, window.innerWidth - WIDTH_PX - 8),
        top: Math.min(y + 16, window.innerHeight - 110),
      }}
    >
      <strong>
        Chunk {chunkIndex}
        {attempt > 1 || failed !== null ? ` · attempt ${Math.max(1, attempt)}` : ''}
      </strong>
      <p className="num">
        {describeChunk(chunk)}
        {stalled !== null && `, stalled ${formatDuration(stalled)}`}
        <br />
        Frames {chunk.start}–{chunk.end - 1}
        {cost !== null && ` · ${cost.toFixed(0)} ms per frame`}
        {failed !== null && failed !== undefined && (
          <>
            <br />✕ {failed.code}
          </>
        )}
      </p>
    </div>
  );
}

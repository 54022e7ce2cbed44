import { ChevronLeft, ChevronRight, RotateCcw, ScrollText, Square, X } from 'lucide-react';
import type { ChunkSnapshot, RunSnapshot } from '../../../src/contract/index.js';
import { describeChunk, LOOK_FACTS, lookOf, stalledForMs } from '../../state/chunk-state.js';
import { useModel, useNow, useRun } from '../../state/context.js';
import { commandChunks, selectChunk } from '../../state/run-actions.js';
import { isRunOver, refuseCancelChunk, refuseRetry } from '../../state/run-facts.js';
import { Button } from '../../ui/button.js';
import { cx } from '../../ui/cx.js';
import { formatDuration } from '../../ui/format.js';
import { Bar } from '../../ui/panels.js';
import panelStyles from '../../ui/panels.module.css';
import { StateGlyph } from '../../ui/state-glyph.js';
import { ErrorCardView } from '../errors/error-card.js';
import styles from './inspector.module.css';
import { Attempts, ChunkFacts, Commands, NewestFrame, Phases, WebglIdentity } from './inspector-sections.js';
import runStyles from './run.module.css';
import { RunFacts } from './run-facts-panel.js';

/** Right of the lanes: the selected chunk, or the run when none is selected. */
export function Inspector({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const selected = useRun((state) => state.selectedChunk);
  const chunk = selected === null ? undefined : snapshot.chunks[selected];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs focus from the keyboard
    <aside className={runStyles.side} aria-label="Inspector" data-panel tabIndex={0}>
      {chunk === undefined ? (
        <RunFacts snapshot={snapshot} />
      ) : (
        <ChunkInspector chunk={chunk} snapshot={snapshot} />
      )}
    </aside>
  );
}

function ChunkInspector({
  chunk,
  snapshot,
}: {
  readonly chunk: ChunkSnapshot;
  readonly snapshot: RunSnapshot;
}) {
  const model = useModel();
  const now = useNow(500, !isRunOver(snapshot.state));
  const look = lookOf(chunk);
  const stalled = stalledForMs(chunk, now);
  const last = snapshot.chunks.length - 1;
  return (
    <>
      <div className={styles.top}>
        <div className={styles.title}>
          <h2>Chunk {chunk.index}</h2>
          <Button
            look="ghost"
            hint="Chunk before"
            icon={<ChevronLeft />}
            refused={chunk.index === 0 ? 'This is the first chunk.' : null}
            onClick={() => selectChunk(model, chunk.index - 1)}
          />
          <Button
            look="ghost"
            hint="Chunk after"
            icon={<ChevronRight />}
            refused={chunk.index === last ? 'This is the last chunk.' : null}
            onClick={() => selectChunk(model, chunk.index + 1)}
          />
          <Button look="ghost" hint="Show the run" icon={<X />} onClick={() => selectChunk(model, null)} />
        </div>
        <p
          className={cx(styles.state, panelStyles[stalled === null ? LOOK_FACTS[look].family : 'attention'])}
        >
          <StateGlyph look={look} />
          {stalled === null ? describeChunk(chunk) : `Stalled ${formatDuration(stalled)}`}
        </p>
        <Bar share={chunk.framesDone / Math.max(1, chunk.framesTotal)} family={LOOK_FACTS[look].family} />
        <div className={styles.actions}>
          <Button
            icon={<RotateCcw />}
            refused={refuseRetry(chunk, snapshot.state)}
            onClick={() => void commandChunks(model, 'run.retry-chunk', [chunk.index])}
          >
            {chunk.state === 'running' ? 'Start over' : 'Retry'}
          </Button>
          <Button
            icon={<Square />}
            refused={refuseCancelChunk(chunk, snapshot.state)}
            onClick={() => void commandChunks(model, 'run.cancel-chunk', [chunk.index])}
          >
            Cancel
          </Button>
          <Button
            icon={<ScrollText />}
            onClick={() => {
              model.run.setState({ logChunk: chunk.index });
              model.ui.setState({ runTab: 'log' });
            }}
          >
            Log
          </Button>
        </div>
      </div>
      {chunk.error !== null && (
        <div className={styles.section}>
          <ErrorCardView error={chunk.error} />
        </div>
      )}
      <NewestFrame runId={snapshot.runId} chunk={chunk} />
      <ChunkFacts chunk={chunk} snapshot={snapshot} nowMs={now} />
      <Phases chunk={chunk} nowMs={now} />
      <Attempts chunk={chunk} />
      <WebglIdentity webgl={chunk.webgl} />
      <Commands runId={snapshot.runId} chunk={chunk} />
    </>
  );
}

import { Check, PanelRight, Pause, Play, RotateCcw, Square } from 'lucide-react';
import type { RunSnapshot } from '../../../src/contract/index.js';
import { useModel, useNow, useRun, useUi } from '../../state/context.js';
import { cancelRun, commandRun, fileName, resumeRun } from '../../state/run-actions.js';
import {
  isChunkGood,
  isRunOver,
  RUN_STEPS,
  RUN_WORDS,
  refuseCancel,
  refusePause,
  refuseRetryFailed,
  stepOf,
} from '../../state/run-facts.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatClock, formatCount, formatEta, plural } from '../../ui/format.js';
import { Chip } from '../../ui/panels.js';
import styles from './run.module.css';
import { RUN_FAMILIES } from './run-families.js';

export function RunHeader({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const paused = useRun((state) => state.paused);
  return (
    <header className={styles.head} data-panel>
      <div className={styles.titleRow}>
        <h2>{cleanText(fileName(snapshot.outputPath) || snapshot.entryFile, 80)}</h2>
        <Chip family={paused ? 'attention' : RUN_FAMILIES[snapshot.state]}>
          {paused && !isRunOver(snapshot.state) ? 'Paused, finishing chunks' : RUN_WORDS[snapshot.state]}
        </Chip>
        <div className={styles.grow} />
        <RunButtons snapshot={snapshot} paused={paused} />
      </div>
      <div className={styles.progressRow}>
        <Steps snapshot={snapshot} />
        <Progress snapshot={snapshot} />
      </div>
    </header>
  );
}

function RunButtons({ snapshot, paused }: { readonly snapshot: RunSnapshot; readonly paused: boolean }) {
  const model = useModel();
  const inspectorOpen = useUi((state) => state.inspectorOpen);
  const over = isRunOver(snapshot.state);
  return (
    <>
      <Button
        icon={<RotateCcw />}
        refused={refuseRetryFailed(snapshot)}
        hint="Retry all failed chunks"
        onClick={() => void commandRun(model, 'run.retry-failed')}
      >
        Retry failed
      </Button>
      {over && snapshot.state !== 'done' ? (
        <Button look="primary" icon={<Play />} onClick={() => void resumeRun(model, snapshot.runId)}>
          Resume
        </Button>
      ) : paused ? (
        <Button look="primary" icon={<Play />} onClick={() => void commandRun(model, 'run.continue')}>
          Continue
        </Button>
      ) : (
        <Button
          icon={<Pause />}
          refused={refusePause(snapshot, paused)}
          hint="Start no new chunk; running ones finish"
          onClick={() => void commandRun(model, 'run.pause')}
        >
          Pause
        </Button>
      )}
      <Button
        look="danger"
        icon={<Square />}
        refused={refuseCancel(snapshot)}
        hint="Stop the run; finished chunks are kept"
        onClick={() => cancelRun(model)}
      >
        Cancel
      </Button>
      <Button
        look="ghost"
        icon={<PanelRight />}
        aria-pressed={inspectorOpen}
        hint={inspectorOpen ? 'Hide the inspector' : 'Show the inspector'}
        onClick={() => model.ui.setState({ inspectorOpen: !inspectorOpen })}
      />
    </>
  );
}

function Steps({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const current = stepOf(snapshot);
  return (
    <ol className={styles.steps} aria-label="Steps">
      {RUN_STEPS.map((name, index) => {
        const state = index < current ? 'done' : index === current ? 'now' : 'later';
        return (
          <li
            key={name}
            className={styles.step}
            data-state={state}
            aria-current={state === 'now' ? 'step' : undefined}
          >
            <i aria-hidden>{state === 'done' ? <Check /> : index + 1}</i>
            {name}
          </li>
        );
      })}
    </ol>
  );
}

function Progress({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const over = isRunOver(snapshot.state);
  const now = useNow(500, !over);
  const { framesDone, framesTotal, chunks } = snapshot;
  const good = chunks.filter(isChunkGood).length;
  const share = framesTotal === 0 ? 0 : framesDone / framesTotal;
  const elapsed = (snapshot.endedAtMs ?? now) - snapshot.startedAtMs;
  const aside = over
    ? snapshot.state === 'failed'
      ? `${good} of ${plural(chunks.length, 'chunk')} kept`
      : ''
    : snapshot.state === 'rendering'
      ? formatEta(snapshot.etaMs)
      : (snapshot.step?.message ?? '');
  return (
    <>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label="Frames captured"
        aria-valuemin={0}
        aria-valuemax={framesTotal}
        aria-valuenow={framesDone}
        aria-valuetext={`${framesDone} of ${framesTotal} frames, ${good} of ${chunks.length} chunks done`}
        data-family={RUN_FAMILIES[snapshot.state]}
      >
        <span style={{ transform: `scaleX(${share})` }} />
      </div>
      <span className={`${styles.big} num`}>
        {formatCount(framesDone)} <small>/ {formatCount(framesTotal)} frames</small>
      </span>
      <span className={`${styles.eta} num`}>
        {formatClock(elapsed)}
        {aside !== '' && ` · ${cleanText(aside, 60)}`}
      </span>
    </>
  );
}

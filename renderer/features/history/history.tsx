import { History as HistoryIcon } from 'lucide-react';
import { useState } from 'react';
import type { RunSummary } from '../../../src/contract/index.js';
import { useEngine, useModel, useNow } from '../../state/context.js';
import { discardRun, openRun, resumeRun } from '../../state/run-actions.js';
import { RUN_WORDS } from '../../state/run-facts.js';
import { goTo, showToast } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { cx } from '../../ui/cx.js';
import { Switch } from '../../ui/fields.js';
import { formatBytes, formatClock, formatCount, formatWhen } from '../../ui/format.js';
import { Chip, Empty, Spinner } from '../../ui/panels.js';
import { FailureView } from '../errors/error-card.js';
import { RUN_FAMILIES } from '../run/run-families.js';
import styles from './history.module.css';

export function History() {
  const model = useModel();
  const runs = useEngine((state) => state.runs);
  const failure = useEngine((state) => state.runsFailure);
  const [hideFinished, setHideFinished] = useState(false);
  const now = useNow(30_000);
  const shown = runs?.filter((run) => !hideFinished || run.state !== 'done') ?? [];
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <h2>History</h2>
        <span>
          <Switch label="Hide finished runs" checked={hideFinished} onChange={setHideFinished} />
        </span>
        <span className={styles.muted}>Hide finished</span>
      </header>
      {failure !== null && <FailureView failure={failure} />}
      <div className={styles.scroll} data-panel>
        {runs === null && failure === null && <Empty icon={<Spinner />} title="Reading the runs…" />}
        {runs?.length === 0 && (
          <Empty
            icon={<HistoryIcon aria-hidden />}
            title="No runs yet"
            actions={<Button onClick={() => goTo(model, 'home')}>Open a project</Button>}
          >
            Every render is kept here with its plan, its log and its proof.
          </Empty>
        )}
        {runs !== null && runs.length > 0 && shown.length === 0 && (
          <Empty
            title="All runs are finished"
            actions={<Button onClick={() => setHideFinished(false)}>Show them</Button>}
          />
        )}
        {shown.length > 0 && (
          <table className={cx(styles.table, 'num')}>
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">Project</th>
                <th scope="col">Output</th>
                <th scope="col" className={styles.end}>
                  Chunks
                </th>
                <th scope="col" className={styles.end}>
                  Frames
                </th>
                <th scope="col" className={styles.end}>
                  Wall time
                </th>
                <th scope="col" className={styles.end}>
                  Size
                </th>
                <th scope="col">Started</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((run) => (
                <RunRow key={run.runId} run={run} now={now} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

function RunRow({ run, now }: { readonly run: RunSummary; readonly now: number }) {
  const model = useModel();
  const [asking, setAsking] = useState(false);
  const active = run.endedAtMs === null && run.state !== 'interrupted';
  const discard = async () => {
    const freed = await discardRun(model, run.runId);
    if (freed !== null) showToast(model, { tone: 'ok', title: `Deleted, ${formatBytes(freed)} freed` });
  };
  return (
    <tr>
      <td>
        <Chip family={RUN_FAMILIES[run.state]}>{RUN_WORDS[run.state]}</Chip>
      </td>
      <td className={styles.name}>{cleanText(run.projectName, 120)}</td>
      <td className={cx(styles.name, !run.outputExists && styles.muted)}>
        {run.outputExists ? cleanText(run.outputName, 120) : run.state === 'done' ? 'Missing' : '–'}
      </td>
      <td className={styles.end}>
        {run.chunksDone}/{run.chunkCount}
      </td>
      <td className={styles.end}>{formatCount(run.framesTotal)}</td>
      <td className={styles.end}>
        {run.endedAtMs === null ? '–' : formatClock(run.endedAtMs - run.startedAtMs)}
      </td>
      <td className={styles.end}>{run.sizeBytes === null ? '–' : formatBytes(run.sizeBytes)}</td>
      <td className={styles.muted}>{formatWhen(run.startedAtMs, now)}</td>
      <td>
        <div className={styles.actions}>
          {asking ? (
            <>
              <span className={styles.muted}>Delete?</span>
              <Button look="danger" onClick={() => void discard()}>
                Delete
              </Button>
              <Button onClick={() => setAsking(false)}>Keep</Button>
            </>
          ) : (
            <>
              <Button onClick={() => void openRun(model, run.runId)}>Open</Button>
              {!active && run.state !== 'done' && (
                <Button onClick={() => void resumeRun(model, run.runId)}>Resume</Button>
              )}
              <Button
                look="ghost"
                refused={active ? 'It is running. Cancel it first.' : null}
                onClick={() => setAsking(true)}
              >
                Delete…
              </Button>
            </>
          )}
        </div>
      </td>
    </tr>
  );
}

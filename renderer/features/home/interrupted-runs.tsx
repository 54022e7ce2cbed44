import { PowerOff } from 'lucide-react';
import { useState } from 'react';
import type { RunSummary } from '../../../src/contract/index.js';
import { useEngine, useModel } from '../../state/context.js';
import { discardRun, openRun, resumeRun } from '../../state/run-actions.js';
import { showToast } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatBytes, plural } from '../../ui/format.js';
import styles from './home.module.css';

/** Runs whose process went away: finished chunks were verified and kept. */
export function InterruptedRuns() {
  const runs = useEngine((state) => state.runs)?.filter((run) => run.state === 'interrupted') ?? [];
  if (runs.length === 0) return null;
  return (
    <section className={styles.full} aria-label="Interrupted runs" data-panel>
      {runs.slice(0, 3).map((run) => (
        <InterruptedRun key={run.runId} run={run} />
      ))}
    </section>
  );
}

function InterruptedRun({ run }: { readonly run: RunSummary }) {
  const model = useModel();
  const [asking, setAsking] = useState(false);
  const discard = async () => {
    const freed = await discardRun(model, run.runId);
    if (freed !== null) showToast(model, { tone: 'ok', title: `Discarded, ${formatBytes(freed)} freed` });
  };
  return (
    <div className={styles.interrupted}>
      <PowerOff aria-hidden />
      <div>
        <strong>“{cleanText(run.projectName, 80)}” was interrupted</strong>
        <p className="num">
          {run.chunksDone} of {plural(run.chunkCount, 'chunk')} verified and kept.
        </p>
      </div>
      {asking ? (
        <>
          <span>Discard its files?</span>
          <Button look="danger" onClick={() => void discard()}>
            Discard
          </Button>
          <Button onClick={() => setAsking(false)}>Keep</Button>
        </>
      ) : (
        <>
          <Button look="primary" onClick={() => void resumeRun(model, run.runId)}>
            Resume
          </Button>
          <Button onClick={() => void openRun(model, run.runId)}>Look</Button>
          <Button look="ghost" onClick={() => setAsking(true)}>
            Discard…
          </Button>
        </>
      )}
    </div>
  );
}

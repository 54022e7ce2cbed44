import { Activity } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useMedia, useModel, useProject, useRun, useUi } from '../../state/context.js';
import { isRunOver } from '../../state/run-facts.js';
import { goTo } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { plural } from '../../ui/format.js';
import { Empty, Spinner } from '../../ui/panels.js';
import { FailureView } from '../errors/error-card.js';
import { BottomTabs } from './bottom-tabs.js';
import { Inspector } from './inspector.js';
import { Lanes } from './lanes.js';
import styles from './run.module.css';
import { RunHeader } from './run-header.js';

export function RunScreen() {
  const model = useModel();
  const runId = useRun((state) => state.runId);
  const snapshot = useRun((state) => state.snapshot);
  const failure = useRun((state) => state.failure);
  const inspectorOpen = useUi((state) => state.inspectorOpen);
  const narrow = useMedia('(max-width: 1099px)');
  const preview = useProject((state) => state.preview);
  const over = snapshot !== null && isRunOver(snapshot.state);
  // A narrow window starts with the drawer closed, a wide one with the inspector open; a finished run starts with its report.
  const wasNarrow = useRef(false);
  useEffect(() => {
    if (narrow !== wasNarrow.current) model.ui.setState({ inspectorOpen: !narrow });
    wasNarrow.current = narrow;
  }, [narrow, model]);
  useEffect(() => {
    if (over) model.ui.setState({ runTab: 'report' });
    else if (model.ui.getState().runTab === 'report') model.ui.setState({ runTab: 'chunks' });
  }, [over, model]);

  if (failure !== null && snapshot === null) {
    return (
      <div className={styles.pad}>
        <FailureView failure={failure} />
      </div>
    );
  }
  if (runId === null) {
    return (
      <Empty
        icon={<Activity aria-hidden />}
        title="No run yet"
        actions={
          <Button look="primary" onClick={() => goTo(model, preview === null ? 'home' : 'plan')}>
            {preview === null ? 'Open a project' : 'Go to the plan'}
          </Button>
        }
      >
        {preview === null
          ? 'Open a composition, look at its plan and start it. Every chunk is shown here in its lane.'
          : `The plan is ready: ${plural(preview.chunkPlan.effective.chunkCount, 'chunk')}, about ${preview.chunkPlan.effective.chunkSize} frames each.`}
      </Empty>
    );
  }
  if (snapshot === null) return <Empty icon={<Spinner />} title="Waiting for the engine…" />;
  return (
    <div className={styles.screen}>
      <RunHeader snapshot={snapshot} />
      <div className={styles.center}>
        <Lanes snapshot={snapshot} />
        <BottomTabs snapshot={snapshot} />
      </div>
      {inspectorOpen && <Inspector snapshot={snapshot} />}
    </div>
  );
}

import { LayoutPanelTop, Play } from 'lucide-react';
import { useEffect } from 'react';
import type { Project } from '../../../src/contract/index.js';
import { useModel, useProject } from '../../state/context.js';
import { chooseProject, sampleProject, startRun } from '../../state/project-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatFpsLabel, formatMediaDuration, plural } from '../../ui/format.js';
import { Keys } from '../../ui/kbd.js';
import { Empty, Spinner } from '../../ui/panels.js';
import { ErrorCardView, FailureView } from '../errors/error-card.js';
import { TrustGate } from '../trust/trust-gate.js';
import { FreezeCard } from './freeze-card.js';
import styles from './plan.module.css';
import { EstimateCard, ReadinessCard, WhyCard } from './plan-cards.js';
import { PlanForm } from './plan-form.js';
import { PlanTimeline } from './plan-timeline.js';

export function PlanScreen() {
  const model = useModel();
  const project = useProject((state) => state.project);
  const opening = useProject((state) => state.opening);
  if (project !== null) return <OpenPlan project={project} />;
  return opening ? (
    <Empty icon={<Spinner />} title="Opening…" />
  ) : (
    <Empty
      icon={<LayoutPanelTop aria-hidden />}
      title="No project is open"
      actions={
        <Button look="primary" onClick={() => void chooseProject(model)}>
          Open…
        </Button>
      }
    >
      A plan reads the composition once and freezes chunks and files. Open a composition to see how it would
      be cut.
    </Empty>
  );
}

function OpenPlan({ project }: { readonly project: Project }) {
  const model = useModel();
  const preview = useProject((state) => state.preview);
  const previewFailure = useProject((state) => state.previewFailure);
  const sample = useProject((state) => state.sample);
  const sampleFailure = useProject((state) => state.sampleFailure);
  const { trust, projectId } = project;
  useEffect(() => {
    const { sample: known, sampling, sampleFailure: failed } = model.project.getState();
    if (trust === 'trusted' && known === null && failed === null && !sampling) void sampleProject(model);
  }, [model, trust, projectId]);

  return (
    <div className={styles.screen}>
      <aside className={styles.params} aria-label="Parameters" data-panel>
        <PlanForm project={project} />
        <StartButton project={project} />
      </aside>
      <div className={styles.center}>
        <header className={styles.titleRow}>
          <h2>{cleanText(project.name, 120)}</h2>
          <p className="num">{describeProject(project)}</p>
        </header>
        <TrustGate />
        {project.problem !== null && (
          <ErrorCardView error={project.problem as Parameters<typeof ErrorCardView>[0]['error']} />
        )}
        {previewFailure !== null && <FailureView failure={previewFailure} />}
        {preview !== null && <PlanTimeline project={project} preview={preview} sample={sample} />}
        {preview === null && previewFailure === null && <Empty icon={<Spinner />} title="Planning…" />}
        {sampleFailure !== null && <FailureView failure={sampleFailure} />}
        {preview !== null && (
          <div className={styles.cards} data-panel>
            <WhyCard preview={preview} />
            <EstimateCard preview={preview} />
            <ReadinessCard project={project} sample={sample} />
            <FreezeCard project={project} />
          </div>
        )}
      </div>
    </div>
  );
}

function StartButton({ project }: { readonly project: Project }) {
  const model = useModel();
  const starting = useProject((state) => state.starting);
  const preview = useProject((state) => state.preview);
  const refused =
    project.problem !== null
      ? 'The composition has a problem; see the card.'
      : starting
        ? 'The run is being started.'
        : null;
  return (
    <div className={styles.start}>
      <Button
        look="primary"
        size="large"
        icon={starting ? <Spinner /> : <Play />}
        refused={refused}
        onClick={() => void startRun(model)}
      >
        {preview === null ? 'Render' : `Render ${plural(preview.chunkPlan.effective.chunkCount, 'chunk')}`}
      </Button>
      <p>
        <Keys keys="Mod+Enter" /> {project.trust === 'trusted' ? 'starts' : 'asks for trust first'}
      </p>
    </div>
  );
}

function describeProject({ markup, entryFile }: Project): string {
  const length =
    markup.durationSec === null ? 'length known after sampling' : formatMediaDuration(markup.durationSec);
  return `${cleanText(entryFile, 80)} · ${length} · ${markup.widthPx}×${markup.heightPx} · ${formatFpsLabel(markup.fps)}`;
}

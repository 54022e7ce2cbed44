import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import type { PlanPreview, Project, SampleReport } from '../../../src/contract/index.js';
import { useModel, useProject } from '../../state/context.js';
import { sampleProject } from '../../state/project-actions.js';
import { judgeWebgl } from '../../state/webgl-verdict.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatBytes, formatCount, formatDuration, plural } from '../../ui/format.js';
import { Facts, Panel, Spinner } from '../../ui/panels.js';
import styles from './plan.module.css';
import { describeTail } from './predict.js';

/** What was asked for, what it became, and the rule that decided it. */
export function WhyCard({ preview }: { readonly preview: PlanPreview }) {
  const { requested, effective, why } = preview.chunkPlan;
  const isAuto = useProject((state) => state.params.cut === 'auto');
  const tail = describeTail(preview.slices);
  const gopSec = (preview.gopFrames * preview.fps.den) / preview.fps.num;
  return (
    <Panel title="Why this cut">
      <div className={`${styles.why} num`}>
        <b>{formatCount(effective.chunkCount)}</b>
        <span>
          {effective.chunkCount === 1 ? 'chunk' : 'chunks'} × {formatCount(effective.chunkSize)} frames
        </span>
      </div>
      <p className={styles.sentence}>{why}</p>
      <Facts
        rows={[
          [
            'Requested',
            isAuto
              ? 'as this machine has use for'
              : requested.chunkSize === null
                ? `at most ${plural(requested.maxParallelChunks, 'chunk')}`
                : plural(requested.chunkSize, 'frame'),
          ],
          ['Effective', `${plural(effective.chunkCount, 'chunk')} of ${effective.chunkSize}`],
          ['Tail', tail ?? 'All chunks have the same length.'],
          ['Keyframes', `every ${preview.gopFrames} frames (${formatDuration(gopSec * 1000)})`],
        ]}
      />
    </Panel>
  );
}

export function EstimateCard({ preview }: { readonly preview: PlanPreview }) {
  const { estimate } = preview;
  return (
    <Panel title="Estimate">
      <div className={`${styles.why} num`}>
        <b>{estimate === null ? '–' : `≈ ${formatDuration(estimate.wallMs)}`}</b>
        <span>{estimate === null ? 'known after sampling' : 'wall time'}</span>
      </div>
      <p className={styles.sentence}>{preview.workersWhy}</p>
      <Facts
        rows={[
          ['Workers', String(preview.workers)],
          ['Size', estimate === null ? 'known after sampling' : `≈ ${formatBytes(estimate.sizeBytes)}`],
          ['Frames', `${formatCount(preview.frameCount)} of ${preview.widthPx}×${preview.heightPx}`],
        ]}
      />
    </Panel>
  );
}

type Check = { readonly status: 'ok' | 'warn' | 'idle'; readonly title: string; readonly detail: string };
const ICONS = { ok: CircleCheck, warn: CircleAlert, idle: CircleDashed } as const;

/** Whether everything the render needs is here: fonts, files, drawing; found by running a few frames. */
export function ReadinessCard({
  project,
  sample,
}: {
  readonly project: Project;
  readonly sample: SampleReport | null;
}) {
  const model = useModel();
  const sampling = useProject((state) => state.sampling);
  return (
    <Panel
      title="Readiness"
      actions={
        sampling ? (
          <Spinner label="Sampling" />
        ) : (
          <Button
            refused={
              project.trust === 'trusted' ? null : 'The project is restricted: its scripts do not run.'
            }
            onClick={() => void sampleProject(model)}
          >
            {sample === null ? 'Sample' : 'Sample again'}
          </Button>
        )
      }
    >
      {checksOf(project, sample, sampling).map((check) => {
        const Icon = ICONS[check.status];
        return (
          <div key={check.title} className={styles.checkRow}>
            <Icon
              className={styles[check.status]}
              role="img"
              aria-label={{ ok: 'ready', warn: 'look', idle: 'unknown' }[check.status]}
            />
            <div>
              {check.title}
              <span>{check.detail}</span>
            </div>
          </div>
        );
      })}
    </Panel>
  );
}

function checksOf(project: Project, sample: SampleReport | null, sampling: boolean): Check[] {
  const { markup } = project;
  const unknown = sampling ? 'Running a few frames…' : 'Known after sampling';
  const files: Check = {
    status: 'ok',
    title: 'Files',
    detail: `${plural(markup.assetCount, 'file')} in the project, ${formatBytes(markup.assetBytes)}`,
  };
  const warnings = [...markup.warnings, ...(sample?.warnings ?? [])].map(
    (warning): Check => ({ status: 'warn', title: 'Warning', detail: cleanText(warning, 400) }),
  );
  if (sample === null) {
    return [
      files,
      { status: 'idle', title: 'Fonts', detail: unknown },
      { status: 'idle', title: 'Drawing', detail: unknown },
      ...warnings.slice(0, 3),
    ];
  }
  const verdict = judgeWebgl(sample.webgl);
  const fonts = sample.systemFonts;
  return [
    files,
    fonts.length === 0
      ? { status: 'ok', title: 'Fonts', detail: 'All fonts are in the project: it renders offline.' }
      : {
          status: 'warn',
          title: 'Fonts',
          detail: `${fonts.join(', ')}: from this computer, other machines may lack it.`,
        },
    {
      status: verdict.kind === 'expected' ? 'ok' : 'warn',
      title: 'Drawing',
      detail: `${verdict.word}, sampled by ${sample.captureMode}`,
    },
    ...warnings.slice(0, 3),
  ];
}

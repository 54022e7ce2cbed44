import type { RunSnapshot } from '../../../src/contract/index.js';
import { useEngine } from '../../state/context.js';
import { EXPECTED_WEBGL, judgeWebgl } from '../../state/webgl-verdict.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatBytes, formatCount, formatFpsLabel, formatShare, shortHash } from '../../ui/format.js';
import { Bar, Chip, Facts } from '../../ui/panels.js';
import styles from './inspector.module.css';

/** What the inspector shows while no chunk is selected: plan, machine, workers. */
export function RunFacts({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const resources = useEngine((state) => state.resources);
  const { plan, budget } = snapshot;
  return (
    <>
      <div className={styles.top}>
        <div className={styles.title}>
          <h2>This run</h2>
        </div>
        <p className={styles.idle}>Select a chunk in the lanes or the table to see its details.</p>
      </div>
      {resources !== null && (
        <section className={styles.section}>
          <h3>Machine</h3>
          <Meter name="CPU" text={formatShare(resources.cpuShare)} share={resources.cpuShare} />
          <Meter
            name="Memory"
            text={`${formatBytes(resources.memoryUsedBytes)} of ${formatBytes(resources.memoryTotalBytes)}`}
            share={resources.memoryUsedBytes / resources.memoryTotalBytes}
          />
          <Facts
            rows={[
              ['Renderers', formatBytes(resources.rendererRssBytes)],
              ['Disk free', formatBytes(resources.diskFreeBytes)],
            ]}
          />
        </section>
      )}
      {plan !== null && (
        <section className={styles.section}>
          <h3>Plan</h3>
          <Facts
            rows={[
              ['Hash', <code key="h">{shortHash(plan.planHash)}</code>],
              ['Frames', `${formatCount(plan.frameCount)} at ${formatFpsLabel(plan.fps)}`],
              ['Picture', `${plan.widthPx}×${plan.heightPx}`],
              ['Format', `${plan.format}, ${plan.codec}${plan.hasAudio ? ', with sound' : ', silent'}`],
              ['Capture', plan.captureMode],
              ['Keyframes', `every ${plan.gopFrames} frames`],
              ['Files', `${plan.assetCount}, ${formatBytes(plan.assetBytes)}`],
              ['Chunks', plan.chunkPlan.why],
            ]}
          />
        </section>
      )}
      <section className={styles.section}>
        <h3>Workers{budget === null ? '' : `: ${budget.workers}, bound by ${budget.boundBy}`}</h3>
        {budget !== null && <p className={styles.idle}>{budget.why}</p>}
        <ul>
          {snapshot.workers.map((worker) => {
            const verdict = worker.webgl === null ? null : judgeWebgl(worker.webgl);
            return (
              <li key={worker.workerId} className={styles.attempt}>
                <strong>W{worker.workerId + 1}</strong>
                <span>
                  {worker.state === 'busy' && worker.chunkIndex !== null
                    ? `Chunk ${worker.chunkIndex}`
                    : worker.state}
                  {worker.browserPid !== null && ` · pid ${worker.browserPid}`}
                  {worker.sessions > 1 && ` · session ${worker.sessions}`}
                </span>
                {verdict === null ? <span /> : <Chip family={verdict.family}>{verdict.word}</Chip>}
                {verdict !== null && verdict.kind !== 'expected' && (
                  <p>
                    Expected {EXPECTED_WEBGL}, got {cleanText(worker.webgl?.renderer ?? '', 160)}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}

function Meter(props: { readonly name: string; readonly text: string; readonly share: number }) {
  return (
    <div className={styles.meter}>
      <dl className={`${styles.phaseList} num`}>
        <dt>{props.name}</dt>
        <dd>{props.text}</dd>
      </dl>
      <Bar share={props.share} family={props.share > 0.92 ? 'attention' : 'active'} />
    </div>
  );
}

// biome-ignore-all lint/a11y/useSemanticElements: no element says this role without another meaning
import { BadgeCheck, CircleStop, CircleX, Download, FolderOpen, Play } from 'lucide-react';
import type { AssembleResult, RunSnapshot } from '../../../src/contract/index.js';
import { useModel, useRun } from '../../state/context.js';
import { fileName, resumeRun } from '../../state/run-actions.js';
import { isChunkGood, RUN_WORDS } from '../../state/run-facts.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import controls from '../../ui/controls.module.css';
import { cx } from '../../ui/cx.js';
import { formatBytes, formatClock, formatCount, formatMediaDuration, plural } from '../../ui/format.js';
import { Facts } from '../../ui/panels.js';
import { StateGlyph } from '../../ui/state-glyph.js';
import { ErrorCardView } from '../errors/error-card.js';
import styles from './report.module.css';

/** How the run ended: the finished file with its proof, or what stopped it and what is kept. */
export function ReportCard({ snapshot }: { readonly snapshot: RunSnapshot }) {
  return snapshot.result !== null ? (
    <Finished snapshot={snapshot} result={snapshot.result} />
  ) : (
    <Unfinished snapshot={snapshot} />
  );
}

/** The finished file with its proof. */
function Finished({ snapshot, result }: { readonly snapshot: RunSnapshot; readonly result: AssembleResult }) {
  const output = useRun((state) => state.output);
  const tookMs = (snapshot.endedAtMs ?? snapshot.startedAtMs) - snapshot.startedAtMs;
  const failed = result.checks.filter((check) => !check.ok).length;
  const reused = snapshot.chunks.filter((chunk) => chunk.state === 'reused').length;
  const checks = plural(result.checks.length, 'check');
  return (
    <article className={styles.report} aria-label="Report">
      <div className={styles.hero}>
        <BadgeCheck aria-hidden />
        <div>
          <h2>
            {failed === 0
              ? `Finished and verified: ${checks} passed`
              : `Finished, ${failed} of ${checks} differ`}
          </h2>
          <p title={result.outputPath}>{cleanText(output?.displayPath ?? result.outputPath, 400)}</p>
        </div>
        <OutputActions snapshot={snapshot} />
      </div>
      <section className={styles.box}>
        <h3>Proof, asked of ffprobe</h3>
        <table className={styles.checks}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Result</span>
              </th>
              <th scope="col">Check</th>
              <th scope="col">Expected</th>
              <th scope="col">Found</th>
            </tr>
          </thead>
          <tbody>
            {result.checks.map((check) => (
              <tr key={check.name}>
                <td>
                  <StateGlyph
                    look={check.ok ? 'done' : 'failed-hard'}
                    label={check.ok ? 'passed' : 'differs'}
                  />
                </td>
                <td>{cleanText(check.name, 80)}</td>
                <td>{cleanText(check.expected, 80)}</td>
                <td>{cleanText(check.actual, 80)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className={styles.box}>
        <h3>Output</h3>
        <Facts
          rows={[
            ['Length', `${formatMediaDuration(result.durationSec)}, ${formatCount(result.frames)} frames`],
            ['Size', formatBytes(result.sizeBytes)],
            ['Sound', result.hasAudio ? 'yes' : 'none'],
            ['Rendered in', `${formatClock(tookMs)} with ${plural(snapshot.workers.length, 'worker')}`],
            ['Chunks', `${snapshot.chunks.length}${reused > 0 ? `, ${reused} re-used` : ''}`],
            ['Retries', String(snapshot.retries)],
            ['SHA-256', <code key="sha">{result.sha256}</code>],
            ['Plan', <code key="plan">{result.planHash}</code>],
          ]}
        />
      </section>
    </article>
  );
}

function OutputActions({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const { shell } = useModel();
  const output = useRun((state) => state.output);
  const { runId } = snapshot;
  if (shell !== null) {
    return (
      <div
        className={styles.actions}
        draggable
        role="group"
        aria-label="Output"
        onDragStart={(event) => {
          event.preventDefault();
          shell.startDrag(runId);
        }}
      >
        <Button look="primary" icon={<Play />} onClick={() => void shell.openOutput(runId)}>
          Open
        </Button>
        <Button icon={<FolderOpen />} onClick={() => void shell.showInFolder(runId)}>
          Show in folder
        </Button>
      </div>
    );
  }
  if (output === null) return null;
  return (
    <div className={styles.actions}>
      <a
        className={cx(controls.button, controls.primary, styles.download)}
        href={output.url}
        target="_blank"
        rel="noreferrer"
      >
        <Play aria-hidden />
        Open
      </a>
      <a
        className={cx(controls.button, styles.download)}
        href={output.url}
        download={fileName(output.fileName)}
      >
        <Download aria-hidden />
        Download
      </a>
    </div>
  );
}

function Unfinished({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const model = useModel();
  const kept = snapshot.chunks.filter(isChunkGood).length;
  const failed = snapshot.chunks.filter((chunk) => chunk.state === 'failed').length;
  const tone = snapshot.state === 'failed' ? 'fail' : 'neutral';
  const Icon = tone === 'fail' ? CircleX : CircleStop;
  const all = snapshot.chunks.length;
  return (
    <article className={styles.report} aria-label="Report">
      <div className={styles.hero} data-tone={tone}>
        <Icon aria-hidden />
        <div>
          <h2>
            {failed > 0
              ? `${failed} of ${plural(all, 'chunk')} failed`
              : `The run is ${RUN_WORDS[snapshot.state].toLowerCase()}`}
          </h2>
          <p>
            {all === 0
              ? 'It ended before the plan was frozen.'
              : `${kept} of ${all} are kept and are not rendered again.`}
          </p>
        </div>
        <Button look="primary" icon={<Play />} onClick={() => void resumeRun(model, snapshot.runId)}>
          Resume
        </Button>
      </div>
      {snapshot.error !== null && snapshot.error.code !== 'CANCELLED' && (
        <div className={styles.wide}>
          <ErrorCardView error={snapshot.error} />
        </div>
      )}
    </article>
  );
}

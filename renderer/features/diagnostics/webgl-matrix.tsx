import type { WebglInfo } from '../../../src/contract/index.js';
import { useEngine, useModel, useRun } from '../../state/context.js';
import { probeWebgl } from '../../state/engine-actions.js';
import { angleBackend, EXPECTED_WEBGL, judgeWebgl } from '../../state/webgl-verdict.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatClock } from '../../ui/format.js';
import { Chip, Panel, Spinner } from '../../ui/panels.js';
import styles from './diagnostics.module.css';
import { MatrixTable } from './matrix-table.js';

interface SessionRow {
  readonly key: string;
  readonly session: string;
  readonly webgl: WebglInfo;
}

/** Who draws in each browser session: the check of this machine, probes, and every worker of the run. */
export function WebglMatrix() {
  const model = useModel();
  const machine = useEngine((state) => state.machine);
  const probes = useEngine((state) => state.probes);
  const probing = useEngine((state) => state.probing);
  const snapshot = useRun((state) => state.snapshot);
  const rows: SessionRow[] = [];
  if (machine?.webgl !== null && machine?.webgl !== undefined) {
    rows.push({ key: 'machine', session: 'Check of this machine', webgl: machine.webgl });
  }
  probes.forEach((probe, index) => {
    const at = new Date(probe.startedAtMs).toLocaleTimeString('en', { hour12: false });
    rows.push({ key: `p${index}`, session: `Probe ${index + 1}, ${at}`, webgl: probe.webgl });
  });
  for (const worker of snapshot?.workers ?? []) {
    if (worker.webgl === null) continue;
    const pid = worker.browserPid === null ? '' : `, pid ${worker.browserPid}`;
    rows.push({
      key: `w${worker.workerId}`,
      session: `W${worker.workerId + 1}, session ${worker.sessions}${pid}`,
      webgl: worker.webgl,
    });
  }
  return (
    <Panel
      title="WebGL per session"
      bodyClassName={styles.flush}
      actions={
        <Button
          icon={probing ? <Spinner /> : undefined}
          refused={probing ? 'A probe is running.' : null}
          onClick={() => void probeWebgl(model)}
        >
          Probe now
        </Button>
      }
    >
      <MatrixTable
        label="WebGL matrix"
        columns={[
          'Session',
          'Verdict',
          'Expected',
          'Vendor',
          'Renderer',
          'Backend',
          'Version',
          'Max texture',
        ]}
      >
        {rows.map((row) => (
          <MatrixRow key={row.key} row={row} />
        ))}
        {rows.length === 0 && (
          <tr>
            <td colSpan={8} className={styles.muted}>
              No session was probed yet.
            </td>
          </tr>
        )}
      </MatrixTable>
      {snapshot !== null && (
        <p className="visually-hidden">
          Workers of the run that started at {formatClock(snapshot.startedAtMs)}.
        </p>
      )}
    </Panel>
  );
}

function MatrixRow({ row }: { readonly row: SessionRow }) {
  const { webgl } = row;
  const verdict = judgeWebgl(webgl);
  const differs = verdict.kind !== 'expected';
  return (
    <tr>
      <td>{row.session}</td>
      <td>
        <Chip family={verdict.family}>{verdict.word}</Chip>
      </td>
      <td>{EXPECTED_WEBGL}</td>
      <td>{cleanText(webgl.vendor, 120)}</td>
      <td className={styles.renderer} data-differs={differs}>
        {cleanText(webgl.renderer, 300)}
        {differs && <div className={styles.warn}>{verdict.sentence}</div>}
      </td>
      <td>{angleBackend(webgl.renderer) ?? '–'}</td>
      <td>{cleanText(webgl.version, 120) || '–'}</td>
      <td>{webgl.maxTextureSizePx} px</td>
    </tr>
  );
}

import { CircleAlert, CircleCheck, CircleX, Copy, RefreshCw, Save } from 'lucide-react';
import { useMemo } from 'react';
import type { DoctorReport } from '../../../src/contract/index.js';
import { useEngine, useModel, useRun } from '../../state/context.js';
import { checkMachine } from '../../state/engine-actions.js';
import { copyText } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { formatBytes, plural } from '../../ui/format.js';
import { Facts, Panel, Skeleton, Spinner } from '../../ui/panels.js';
import { FailureView } from '../errors/error-card.js';
import styles from './diagnostics.module.css';
import { Findings } from './findings.js';
import { ParityPanel } from './parity-panel.js';
import { makeReport, saveText } from './report.js';
import { WebglMatrix } from './webgl-matrix.js';

const ICONS = { ok: CircleCheck, warn: CircleAlert, fail: CircleX } as const;

export function Diagnostics() {
  const machine = useEngine((state) => state.machine);
  const failure = useEngine((state) => state.machineFailure);
  return (
    <div className={styles.screen}>
      <div className={styles.inner}>
        <Summary machine={machine} />
        {failure !== null && <FailureView failure={failure} />}
        {machine === null && failure === null ? <Skeleton className={styles.skeleton} /> : null}
        {machine !== null && (
          <div data-panel>
            <Findings report={machine} />
          </div>
        )}
        <div data-panel>
          <WebglMatrix />
        </div>
        {machine !== null && (
          <div data-panel>
            <ParityPanel machine={machine} />
          </div>
        )}
        <div className={styles.columns} data-panel>
          <WorkersPanel />
          <MachinePanel machine={machine} />
        </div>
        <ReportPanel />
      </div>
    </div>
  );
}

function Summary({ machine }: { readonly machine: DoctorReport | null }) {
  const model = useModel();
  const checking = useEngine((state) => state.machineChecking);
  const status = machine?.status ?? 'ok';
  const Icon = ICONS[status];
  return (
    <header className={styles.head} data-panel>
      {machine === null ? <Spinner /> : <Icon className={styles[status]} aria-hidden />}
      <div>
        <h2>{machine === null ? 'Checking this machine…' : summaryOf(machine)}</h2>
        <p>Found by really starting the tools, not by reading versions. Nothing is ever sent.</p>
      </div>
      <Button
        icon={checking ? <Spinner /> : <RefreshCw />}
        refused={checking ? 'The check is running.' : null}
        onClick={() => void checkMachine(model)}
      >
        Check again
      </Button>
    </header>
  );
}

function summaryOf({ findings }: DoctorReport): string {
  const failed = findings.filter((finding) => finding.status === 'fail').length;
  const warned = findings.filter((finding) => finding.status === 'warn').length;
  if (failed > 0) return `Not ready: ${plural(failed, 'thing')} missing`;
  return warned > 0 ? `Ready, with ${plural(warned, 'warning')}` : 'Ready';
}

function WorkersPanel() {
  const budget = useRun((state) => state.snapshot?.budget ?? null);
  const workers = useRun((state) => state.snapshot?.workers ?? null);
  return (
    <Panel title="Workers">
      {budget === null || workers === null ? (
        <p className={styles.muted}>Known when a run has started: how many, and what bounds them.</p>
      ) : (
        <Facts
          rows={[
            ['Used', `${budget.workers}, bound by ${budget.boundBy}`],
            ['Why', budget.why],
            ['Per worker', formatBytes(budget.memoryPerWorkerBytes)],
            ['Starts at once', String(budget.concurrentLaunches)],
            [
              'Browsers',
              workers.map((worker) => `W${worker.workerId + 1}: ${worker.browserPid ?? 'none'}`).join(', '),
            ],
          ]}
        />
      )}
    </Panel>
  );
}

function MachinePanel({ machine }: { readonly machine: DoctorReport | null }) {
  const info = useEngine((state) => state.info);
  if (machine === null) return null;
  const { machine: host, browser, ffmpeg, ffprobe } = machine;
  return (
    <Panel title="Tools and machine">
      <Facts
        rows={[
          ['Framelane', `${machine.framelaneVersion}, ${info?.shell ?? '–'} shell`],
          ['Browser', browser === null ? 'not found' : `${browser.version} (${browser.why})`],
          [
            'Exact frames',
            browser === null ? '–' : browser.beginFrame ? 'BeginFrame works' : 'screenshots only',
          ],
          ['Sandbox', info === null ? '–' : info.sandbox ? 'on' : 'off on this system'],
          ['FFmpeg', ffmpeg === null ? 'not found' : `${ffmpeg.version} (${ffmpeg.why})`],
          ['ffprobe', ffprobe === null ? 'not found' : ffprobe.version],
          ['System', `${host.platform}, Node ${host.nodeVersion}`],
          ['CPU', plural(host.cpuCount, 'core')],
          [
            'Memory',
            `${formatBytes(host.memoryAvailableBytes)} of ${formatBytes(host.memoryTotalBytes)} free`,
          ],
          ['Disk', `${formatBytes(host.diskFreeBytes)} free`],
          ['/dev/shm', host.shmBytes === null ? 'none' : formatBytes(host.shmBytes)],
          ['Fonts', plural(host.fontFamilies, 'family', 'families')],
        ]}
      />
    </Panel>
  );
}

function ReportPanel() {
  const model = useModel();
  const info = useEngine((state) => state.info);
  const machine = useEngine((state) => state.machine);
  const snapshot = useRun((state) => state.snapshot);
  const report = useMemo(() => makeReport({ info, machine, snapshot }), [info, machine, snapshot]);
  return (
    <section data-panel>
      <Panel
        title="Report"
        actions={
          <div className={styles.actions}>
            <Button icon={<Copy />} onClick={() => void copyText(model, report, 'Report')}>
              Copy
            </Button>
            <Button icon={<Save />} onClick={() => saveText(report, 'framelane-report.txt')}>
              Save…
            </Button>
          </div>
        }
      >
        <p className={styles.muted}>
          Exactly this is copied. Home folders, user names, tokens and the queries of addresses are taken out.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs focus from the keyboard */}
        <pre className={styles.report} tabIndex={0}>
          {report}
        </pre>
      </Panel>
    </section>
  );
}

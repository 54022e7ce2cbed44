import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { DoctorReport } from '../../../src/contract/index.js';
import { useEngine, useModel } from '../../state/context.js';
import { checkMachine } from '../../state/engine-actions.js';
import { goTo } from '../../state/ui-actions.js';
import { judgeWebgl } from '../../state/webgl-verdict.js';
import { Button } from '../../ui/button.js';
import { formatBytes, plural } from '../../ui/format.js';
import { Panel, Skeleton, Spinner } from '../../ui/panels.js';
import styles from './home.module.css';

type Status = 'ok' | 'warn' | 'fail';
const ICONS = { ok: CircleCheck, warn: CircleAlert, fail: CircleX } as const;
const TONES = { ok: styles.ok, warn: styles.warn, fail: styles.bad } as const;

/** Whether this machine can render: browser, FFmpeg, drawing, disk. Details are in Diagnostics. */
export function MachineReady() {
  const model = useModel();
  const machine = useEngine((state) => state.machine);
  const checking = useEngine((state) => state.machineChecking);
  return (
    <Panel
      title={machine === null ? 'This machine' : titleOf(machine)}
      actions={checking ? <Spinner label="Checking" /> : null}
    >
      {machine === null ? (
        [1, 2, 3, 4].map((row) => <Skeleton key={row} className={styles.skeletonRow} />)
      ) : (
        <div className={styles.ready}>
          {rowsOf(machine).map((row) => {
            const Icon = ICONS[row.status];
            return (
              <div key={row.title} className={styles.readyRow}>
                <Icon
                  className={TONES[row.status]}
                  aria-label={{ ok: 'ready', warn: 'look', fail: 'missing' }[row.status]}
                  role="img"
                />
                <div>
                  <strong>{row.title}</strong>
                  <span title={row.detail}>{row.detail}</span>
                </div>
              </div>
            );
          })}
        </div>
      )}
      <div className={styles.heroActions}>
        <Button onClick={() => goTo(model, 'diagnostics')}>Diagnostics</Button>
        <Button
          look="ghost"
          refused={checking ? 'The check is running.' : null}
          onClick={() => void checkMachine(model)}
        >
          Check again
        </Button>
      </div>
    </Panel>
  );
}

function titleOf({ status, findings }: DoctorReport): string {
  if (status === 'ok') return 'This machine is ready';
  if (status === 'fail') return 'Not ready to render';
  const warnings = findings.filter((finding) => finding.status === 'warn').length;
  return `Ready, with ${plural(warnings, 'warning')}`;
}

interface Row {
  readonly status: Status;
  readonly title: string;
  readonly detail: string;
}

/** Findings that a row of their own stands for. */
const SUMMED_UP = /^(browser|browser\.webgl|ffmpeg.*|disk.*)$/;

/** Four rows for what rendering needs, and one for whatever else there is to look at. */
function rowsOf(report: DoctorReport): Row[] {
  const worst = (ids: (id: string) => boolean): Status => {
    const found = report.findings.filter((finding) => ids(finding.id)).map((finding) => finding.status);
    return found.includes('fail') ? 'fail' : found.includes('warn') ? 'warn' : 'ok';
  };
  const { browser, ffmpeg, webgl, machine } = report;
  return [
    {
      status: browser === null ? 'fail' : worst((id) => id === 'browser'),
      title: 'Browser',
      detail: browser === null ? 'Not found: rendering needs it' : browser.version,
    },
    {
      status: ffmpeg === null ? 'fail' : worst((id) => id.startsWith('ffmpeg')),
      title: 'FFmpeg',
      detail: ffmpeg === null ? 'Not found: rendering needs it' : ffmpeg.version,
    },
    {
      status: webgl !== null && judgeWebgl(webgl).kind === 'expected' ? 'ok' : 'warn',
      title: 'WebGL',
      detail:
        webgl === null
          ? 'Not probed'
          : `${judgeWebgl(webgl).word}, textures up to ${webgl.maxTextureSizePx} px`,
    },
    {
      status: worst((id) => id.startsWith('disk')),
      title: 'Disk',
      detail: `${formatBytes(machine.diskFreeBytes)} free · ${machine.cpuCount} cores · ${formatBytes(machine.memoryAvailableBytes)} RAM free`,
    },
    ...report.findings
      .filter(({ id, status }) => status !== 'ok' && !SUMMED_UP.test(id))
      .map(({ status, title, detail, fix }) => ({ status, title, detail: fix ?? detail })),
  ];
}

import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RunSnapshot, WorkerSnapshot } from '../../../src/contract/index.js';
import { useModel } from '../../state/context.js';
import { judgeWebgl } from '../../state/webgl-verdict.js';
import panelStyles from '../../ui/panels.module.css';
import type { LaneLayout } from './lane-layout.js';
import styles from './run.module.css';

const THUMB_EVERY_MS = 1500;
const THUMB_MIN_ROW_PX = 36;

/** Left of the lanes: worker, its drawing, its newest frame. */
export function LaneLabels(props: {
  readonly snapshot: RunSnapshot;
  readonly layout: LaneLayout;
  readonly rowPx: number;
}) {
  const { snapshot, rowPx } = props;
  return (
    <div className={styles.laneLabels}>
      {props.layout.rows.map((row) => {
        const worker = snapshot.workers.find(({ workerId }) => workerId === row.workerId);
        return (
          <div key={row.workerId ?? 'waiting'} className={styles.laneLabel} style={{ height: rowPx }}>
            {row.workerId === null || worker === undefined ? (
              <div>
                <strong>Waiting</strong>
              </div>
            ) : (
              <WorkerLabel worker={worker} snapshot={snapshot} tall={rowPx >= THUMB_MIN_ROW_PX} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function WorkerLabel(props: {
  readonly worker: WorkerSnapshot;
  readonly snapshot: RunSnapshot;
  readonly tall: boolean;
}) {
  const { worker, snapshot, tall } = props;
  const verdict = worker.webgl === null ? null : judgeWebgl(worker.webgl);
  const Icon = verdict?.kind === 'expected' ? CircleCheck : CircleAlert;
  return (
    <>
      {tall && <Thumbnail runId={snapshot.runId} chunkIndex={worker.chunkIndex} />}
      <div>
        <strong>W{worker.workerId + 1}</strong>{' '}
        {worker.state === 'lost' && <span className={panelStyles.fail}>lost</span>}
        {tall && verdict !== null && (
          <small title={worker.webgl?.renderer}>
            <Icon className={panelStyles[verdict.family]} aria-hidden />
            {verdict.word}
          </small>
        )}
      </div>
    </>
  );
}

/** The newest frame of the chunk a worker is at; the last one stays while it is between chunks. */
function Thumbnail({ runId, chunkIndex }: { readonly runId: string; readonly chunkIndex: number | null }) {
  const { client } = useModel();
  const [uri, setUri] = useState<string | null>(null);
  useEffect(() => {
    if (chunkIndex === null) return;
    let active = true;
    const load = () =>
      client.request('run.thumbnail', { runId, chunkIndex }).then(
        (thumbnail) => active && thumbnail !== null && setUri(thumbnail.dataUri),
        () => undefined,
      );
    void load();
    const timer = setInterval(load, THUMB_EVERY_MS);
    return () => {
      active = false;
      clearInterval(timer);
    };
  }, [client, runId, chunkIndex]);
  return uri?.startsWith('data:image/') === true ? (
    <img className={styles.thumb} src={uri} alt="" />
  ) : (
    <div className={styles.thumb} />
  );
}

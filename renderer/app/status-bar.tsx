import { useEngine, useRun, useUi } from '../state/context.js';
import { countGroups, RUN_WORDS } from '../state/run-facts.js';
import type { View } from '../state/stores.js';
import { cx } from '../ui/cx.js';
import { formatBytes, formatCount, formatShare } from '../ui/format.js';
import { Keys } from '../ui/kbd.js';
import styles from './shell.module.css';

const HINTS: Readonly<Record<View, readonly (readonly [string, string])[]>> = {
  home: [['Mod+O', 'open']],
  plan: [['Mod+Enter', 'render']],
  run: [
    ['T', 'axis'],
    ['Shift+C', 'colour'],
    ['R', 'retry'],
    ['Mod+.', 'cancel'],
  ],
  history: [],
  diagnostics: [],
  settings: [],
};

/** The line at the bottom: connection, the run in one sentence, the machine, and the keys that work here. */
export function StatusBar() {
  const connection = useEngine((state) => state.connection.kind);
  const resources = useEngine((state) => state.resources);
  const snapshot = useRun((state) => state.snapshot);
  const view = useUi((state) => state.view);
  const counts = snapshot === null ? null : countGroups(snapshot.chunks);
  return (
    <footer className={cx(styles.status, 'num')}>
      <span>
        <i className={cx(styles.lamp, connection === 'open' ? styles.ok : styles.attention)} />
        {{ open: 'Engine connected', connecting: 'Connecting…', lost: 'Engine lost' }[connection]}
      </span>
      {snapshot !== null && counts !== null && (
        <span>
          {RUN_WORDS[snapshot.state]} · {formatCount(snapshot.framesDone)}/{formatCount(snapshot.framesTotal)}{' '}
          frames · ✓{counts.done} ◐{counts.active} ○{counts.waiting} ✕{counts.failed}
        </span>
      )}
      <div className={styles.grow} />
      {resources !== null && (
        <span className={styles.resources}>
          CPU {formatShare(resources.cpuShare)} · RAM {formatBytes(resources.memoryUsedBytes)} of{' '}
          {formatBytes(resources.memoryTotalBytes)} · {formatBytes(resources.diskFreeBytes)} free
        </span>
      )}
      {HINTS[view].map(([keys, what]) => (
        <span key={keys}>
          <Keys keys={keys} /> {what}
        </span>
      ))}
      <span>
        <Keys keys="?" /> help
      </span>
    </footer>
  );
}

import { Activity, History, House, LayoutPanelTop, Settings, Stethoscope } from 'lucide-react';
import type { ReactNode } from 'react';
import { useModel, useRun, useUi } from '../state/context.js';
import { isRunOver } from '../state/run-facts.js';
import type { View } from '../state/stores.js';
import { goTo } from '../state/ui-actions.js';
import styles from './shell.module.css';

export function Rail() {
  const running = useRun((state) => state.snapshot !== null && !isRunOver(state.snapshot.state));
  return (
    <nav className={styles.rail} aria-label="Views" data-panel>
      <RailItem view="home" label="Home" icon={<House />} />
      <RailItem view="plan" label="Plan" icon={<LayoutPanelTop />} />
      <RailItem view="run" label="Run" icon={<Activity />} mark={running ? 'a run is active' : null} />
      <RailItem view="history" label="History" icon={<History />} />
      <div className={styles.grow} />
      <RailItem view="diagnostics" label="Diagnose" icon={<Stethoscope />} />
      <RailItem view="settings" label="Settings" icon={<Settings />} />
    </nav>
  );
}

function RailItem(props: {
  readonly view: View;
  readonly label: string;
  readonly icon: ReactNode;
  readonly mark?: string | null;
}) {
  const model = useModel();
  const current = useUi((state) => state.view === props.view);
  return (
    <button
      type="button"
      className={styles.railItem}
      aria-current={current ? 'page' : undefined}
      onClick={() => goTo(model, props.view)}
    >
      {props.icon}
      <span>{props.label}</span>
      {props.mark !== undefined && props.mark !== null && (
        <>
          <span className={styles.dot} />
          <span className="visually-hidden">({props.mark})</span>
        </>
      )}
    </button>
  );
}

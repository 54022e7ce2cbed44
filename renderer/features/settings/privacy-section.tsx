import { useEngine, useModel, useProject } from '../../state/context.js';
import { openSheet } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { Panel } from '../../ui/panels.js';
import { SettingRow } from './setting-row.js';
import styles from './settings.module.css';

export function PrivacySection() {
  const model = useModel();
  const info = useEngine((state) => state.info);
  const project = useProject((state) => state.project);
  const canNotify = model.shell === null && 'Notification' in window && Notification.permission === 'default';
  return (
    <Panel title="Privacy & trust" bodyClassName={styles.body}>
      <div className={styles.text}>
        <p>
          Nothing is ever sent from this computer: no telemetry, no reports, no update checks by themselves.
        </p>
        <p>A report is copied or saved only by you, and its preview is exactly what is copied.</p>
      </div>
      <SettingRow label="Browser sandbox" hint="Keeps a fault in the browser away from your files.">
        {info === null ? '–' : info.sandbox ? 'On' : 'Off on this system'}
      </SettingRow>
      <SettingRow label="Trust of the open project" hint="Per folder; nothing runs before you trust it.">
        <Button
          refused={project === null ? 'No project is open.' : null}
          onClick={() => openSheet(model, 'trust')}
        >
          Review…
        </Button>
      </SettingRow>
      {canNotify && (
        <SettingRow label="Notifications" hint="When a run ends while you look elsewhere.">
          <Button onClick={() => void Notification.requestPermission()}>Allow…</Button>
        </SettingRow>
      )}
    </Panel>
  );
}

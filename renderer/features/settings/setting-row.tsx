import type { ReactNode } from 'react';
import styles from './settings.module.css';

/** One setting: what it is, and its control. */
export function SettingRow(props: {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.row}>
      <div>
        <strong>{props.label}</strong>
        {props.hint !== undefined && <small>{props.hint}</small>}
      </div>
      <div className={styles.control}>{props.children}</div>
    </div>
  );
}

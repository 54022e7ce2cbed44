import { labelKeys } from '../state/shortcuts.js';
import styles from './controls.module.css';

/** A shortcut as keys: `Mod+Shift+P` becomes ⌘⇧P or Ctrl Shift P. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {labelKeys(keys, isMac()).map((label) => (
        <kbd key={label} className={styles.kbd}>
          {label}
        </kbd>
      ))}
    </span>
  );
}

export function isMac(): boolean {
  return navigator.platform.startsWith('Mac');
}

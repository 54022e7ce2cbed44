import type { ReactNode } from 'react';
import styles from './diagnostics.module.css';

interface MatrixTableProps {
  /** What the scroll area is called for a screen reader. */
  readonly label: string;
  readonly columns: readonly string[];
  /** The rows of the table's body. */
  readonly children: ReactNode;
}

/** A table that scrolls sideways where a window is too narrow for it. */
export function MatrixTable({ label, columns, children }: MatrixTableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scroll area is no section of the page
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which needs focus from the keyboard
    <div className={styles.matrixScroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

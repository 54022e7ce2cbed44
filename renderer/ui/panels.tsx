import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Family } from '../state/chunk-state.js';
import { useModel } from '../state/context.js';
import { copyText } from '../state/ui-actions.js';
import { Button } from './button.js';
import { cx } from './cx.js';
import styles from './panels.module.css';

export function Panel(props: {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly bodyClassName?: string | undefined;
}) {
  return (
    <section className={cx(styles.panel, props.className)}>
      {props.title !== undefined && (
        <header className={styles.panelHead}>
          <h2>{props.title}</h2>
          {props.actions}
        </header>
      )}
      <div className={cx(styles.panelBody, props.bodyClassName)}>{props.children}</div>
    </section>
  );
}

/** Names and values; what has no value is left out by the caller. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <FactRow key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

export function Chip(props: {
  readonly family: Family;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className={cx(styles.chip, styles[props.family])}>
      {props.icon}
      {props.children}
    </span>
  );
}

export function Empty(props: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {props.icon}
      <h2>{props.title}</h2>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.actions !== undefined && <div className={styles.emptyActions}>{props.actions}</div>}
    </div>
  );
}

/** A command line with a button that copies it. */
export function CommandLine({ text, what }: { readonly text: string; readonly what: string }) {
  const model = useModel();
  return (
    <div className={styles.command}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long command scrolls, which needs focus from the keyboard */}
      <code tabIndex={0}>{text}</code>
      <Button
        look="ghost"
        hint={`Copy ${what}`}
        icon={<Copy />}
        onClick={() => void copyText(model, text, what)}
      />
    </div>
  );
}

export function Skeleton({ className }: { readonly className?: string | undefined }) {
  return <div className={cx(styles.skeleton, className)} aria-hidden />;
}

export function Spinner({ label }: { readonly label?: string }) {
  if (label === undefined) return <span className={styles.spinner} aria-hidden />;
  return <span className={styles.spinner} role="img" aria-label={label} />;
}

/** A thin bar filled to `share` (0 to 1), for the eye only: the number stands beside it. */
export function Bar({ share, family }: { readonly share: number; readonly family: Family }) {
  const filled = Math.min(1, Math.max(0, share));
  return (
    <div className={cx(styles.bar, styles[family])} aria-hidden>
      <span style={{ transform: `scaleX(${filled})` }} />
    </div>
  );
}

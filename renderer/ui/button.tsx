import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './controls.module.css';
import { cx } from './cx.js';
import { Hint } from './hint.js';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'ghost';
  readonly size?: 'normal' | 'large';
  readonly icon?: ReactNode;
  /** Why it cannot be used now: the button stays focusable and says the reason. */
  readonly refused?: string | null | undefined;
  /** Shown on hover and focus; for a button with an icon only it is the name too. */
  readonly hint?: string | undefined;
}

/** A button that, when it cannot be used, says why instead of only turning grey. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  refused,
  hint,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const iconOnly = children === undefined || children === null;
  const isRefused = refused !== null && refused !== undefined;
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={isRefused || undefined}
      aria-label={rest['aria-label'] ?? (iconOnly ? hint : undefined)}
      onClick={isRefused ? (event) => event.preventDefault() : onClick}
      className={cx(
        styles.button,
        look !== 'plain' && styles[look],
        size === 'large' && styles.large,
        iconOnly && styles.icon,
        className,
      )}
    >
      {icon}
      {children}
    </button>
  );
  const tip = isRefused ? refused : hint;
  return tip === undefined ? button : <Hint text={tip}>{button}</Hint>;
}

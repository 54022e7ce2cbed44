import type { ReactNode } from 'react';
import { type ChunkLook, LOOK_FACTS } from '../state/chunk-state.js';
import { cx } from './cx.js';
import styles from './panels.module.css';

const ring = <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const disc = <circle cx="8" cy="8" r="6.5" fill="currentColor" />;

/** A wedge of a circle that starts at twelve o'clock; `quarters` 1 to 3. */
function pie(quarters: 1 | 2 | 3): ReactNode {
  const end = { 1: 'A4 4 0 0 1 12 8', 2: 'A4 4 0 0 1 8 12', 3: 'A4 4 0 1 1 4 8' }[quarters];
  return <path d={`M8 8V4${end}Z`} fill="currentColor" />;
}

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;
const cut = { ...stroke, stroke: 'var(--panel)', strokeWidth: 1.8 } as const;

const SHAPES: Readonly<Record<ChunkLook, ReactNode>> = {
  planned: (
    <circle
      cx="8"
      cy="8"
      r="5.75"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2 2.2"
    />
  ),
  queued: ring,
  validating: (
    <>
      {ring}
      {pie(1)}
    </>
  ),
  booting: (
    <>
      {ring}
      {pie(1)}
    </>
  ),
  capturing: (
    <>
      {ring}
      {pie(2)}
    </>
  ),
  encoding: (
    <>
      {ring}
      {pie(3)}
    </>
  ),
  done: (
    <>
      {disc}
      <path d="M5.2 8.2 7.2 10.1 10.8 6" {...cut} />
    </>
  ),
  reused: (
    <>
      <path d="M3.4 5.2A5.6 5.6 0 1 1 2.5 9" {...stroke} />
      <path d="M3 2.4v3h3" {...stroke} />
    </>
  ),
  'retry-wait': (
    <>
      <path d="M13 6.2A5.4 5.4 0 0 0 3.6 5M3 9.8A5.4 5.4 0 0 0 12.4 11" {...stroke} />
      <path d="M3.4 2.4V5H6M12.6 13.6V11H10" {...stroke} />
    </>
  ),
  'failed-soft': (
    <>
      {ring}
      <path d="M8 5v3.6M8 10.9v.1" {...stroke} />
    </>
  ),
  'failed-hard': (
    <>
      {disc}
      <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" {...cut} />
    </>
  ),
  cancelled: (
    <>
      {ring}
      <path d="m4.2 11.8 7.6-7.6" {...stroke} />
    </>
  ),
};

/** The shape of a state, in the colour of its family. The word stands beside it, or in `label`. */
export function StateGlyph({ look, label }: { readonly look: ChunkLook; readonly label?: string }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      className={cx(styles[LOOK_FACTS[look].family])}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {SHAPES[look]}
    </svg>
  );
}

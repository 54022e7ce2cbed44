// biome-ignore-all lint/a11y/useSemanticElements: a virtual list cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: one row is the tab stop, cells and headings are none
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its rows
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { AttemptSnapshot, ChunkPhase, ChunkSnapshot } from '../../../src/contract/index.js';
import { type ChunkLook, describeChunk, LOOK_FACTS, lookOf, stalledForMs } from '../../state/chunk-state.js';
import { judgeWebgl } from '../../state/webgl-verdict.js';
import { cx } from '../../ui/cx.js';
import { formatAge, formatDuration, shortHash } from '../../ui/format.js';
import { Bar } from '../../ui/panels.js';
import panelStyles from '../../ui/panels.module.css';
import { StateGlyph } from '../../ui/state-glyph.js';
import styles from './table.module.css';

export const ROW_PX = 30;

export const COLUMNS: readonly { readonly name: string; readonly end?: boolean }[] = [
  { name: '#' },
  { name: 'State' },
  { name: 'Frames' },
  { name: 'Try', end: true },
  { name: 'Worker', end: true },
  { name: 'Last frame', end: true },
  { name: 'fps', end: true },
  { name: 'Boot', end: true },
  { name: 'Capture', end: true },
  { name: 'SHA-256', end: true },
  { name: 'WebGL' },
];

interface SharedProps {
  readonly rowKey: string;
  readonly rowIndex: number;
  readonly topPx: number;
  readonly isTabStop: boolean;
  readonly isSelected: boolean;
  /** The same function each time, or scrolling would draw every row again. */
  readonly onSelect: (rowKey: string, chunkIndex: number) => void;
}

export const ChunkRow = memo(function ChunkRow(
  props: SharedProps & {
    readonly chunk: ChunkSnapshot;
    readonly open: boolean;
    /** 0 for a chunk that does not run: nothing of it depends on the time. */
    readonly nowMs: number;
    readonly onToggle: (chunkIndex: number, wanted: boolean) => void;
  },
) {
  const { chunk, open, nowMs } = props;
  const look = lookOf(chunk);
  const stalled = stalledForMs(chunk, nowMs);
  const last = chunk.attempts.at(-1);
  const phases = chunk.result?.phases;
  const running = chunk.state === 'running';
  const verdict = chunk.webgl === null ? null : judgeWebgl(chunk.webgl);
  const Chevron = open ? ChevronDown : ChevronRight;
  const cells: readonly ReactNode[] = [
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <span className={styles.toggle} onClick={() => props.onToggle(chunk.index, !open)}>
        {chunk.attempts.length > 0 && <Chevron aria-hidden />}
      </span>
      <span className={styles.index}>{chunk.index}</span>
    </>,
    <>
      <StateGlyph look={look} />
      <span className={cx(stalled !== null && styles.stalled)}>
        {stalled === null ? describeChunk(chunk) : `Stalled ${formatDuration(stalled)}`}
      </span>
    </>,
    <div className={styles.frames}>
      <Bar share={chunk.framesDone / Math.max(1, chunk.framesTotal)} family={LOOK_FACTS[look].family} />
      <span>
        {chunk.framesDone}/{chunk.framesTotal}
      </span>
    </div>,
    chunk.attempts.length === 0 ? '–' : chunk.attempts.length,
    last === undefined ? '–' : `W${last.workerId + 1}`,
    running && chunk.phase === 'capture' && chunk.lastFrameAtMs !== null
      ? formatAge(nowMs - chunk.lastFrameAtMs)
      : '–',
    chunk.framesPerSec === null ? '–' : chunk.framesPerSec.toFixed(1),
    phases === undefined ? phaseAge(last, 'boot', 'ready') : formatDuration(phases.boot),
    phases === undefined ? phaseAge(last, 'capture', 'encode') : formatDuration(phases.capture),
    chunk.result === null ? '–' : <code>{shortHash(chunk.result.sha256)}</code>,
    verdict === null ? '–' : <span className={panelStyles[verdict.family]}>{verdict.word}</span>,
  ];
  return (
    <Row
      {...props}
      chunkIndex={chunk.index}
      level={1}
      expanded={chunk.attempts.length > 0 ? open : undefined}
      cells={cells}
    />
  );
});

const OUTCOMES: Readonly<Record<AttemptSnapshot['outcome'], readonly [ChunkLook, string]>> = {
  running: ['capturing', 'Running'],
  done: ['done', 'Done'],
  failed: ['failed-soft', 'Failed'],
  cancelled: ['cancelled', 'Stopped'],
};

export function AttemptRow(
  props: SharedProps & { readonly chunkIndex: number; readonly attempt: AttemptSnapshot },
) {
  const { attempt } = props;
  const [look, word] = OUTCOMES[attempt.outcome];
  const cells: readonly ReactNode[] = [
    <span key="i" className={styles.index}>
      ·{attempt.attempt}
    </span>,
    <>
      <StateGlyph look={look} />
      {word}
      {attempt.error !== null && <code>{attempt.error.code}</code>}
    </>,
    attempt.endedAtMs === null ? '' : formatDuration(attempt.endedAtMs - attempt.startedAtMs),
    attempt.attempt,
    `W${attempt.workerId + 1}`,
    '',
    '',
    phaseAge(attempt, 'boot', 'ready'),
    phaseAge(attempt, 'capture', 'encode'),
    '',
    '',
  ];
  return <Row {...props} level={2} expanded={undefined} cells={cells} className={styles.attempt} />;
}

/** How long a phase of an attempt took; `…` while it lasts. */
function phaseAge(attempt: AttemptSnapshot | undefined, phase: ChunkPhase, next: ChunkPhase): string {
  const from = attempt?.phaseStartedAtMs[phase];
  if (attempt === undefined || from === undefined) return '–';
  const to = attempt.phaseStartedAtMs[next] ?? attempt.endedAtMs;
  return to === null || to === undefined ? '…' : formatDuration(to - from);
}

function Row(
  props: SharedProps & {
    readonly chunkIndex: number;
    readonly level: 1 | 2;
    readonly expanded: boolean | undefined;
    readonly cells: readonly ReactNode[];
    readonly className?: string | undefined;
  },
) {
  return (
    <div
      role="row"
      aria-level={props.level}
      aria-rowindex={props.rowIndex}
      aria-selected={props.isSelected}
      aria-expanded={props.expanded}
      tabIndex={props.isTabStop ? 0 : -1}
      data-key={props.rowKey}
      className={cx(styles.row, props.className)}
      style={{ transform: `translateY(${props.topPx}px)` }}
      onClick={() => props.onSelect(props.rowKey, props.chunkIndex)}
    >
      {props.cells.map((cell, index) => {
        const column = COLUMNS[index];
        return (
          <div key={column?.name} role="gridcell" className={cx(styles.cell, column?.end && styles.end)}>
            {cell}
          </div>
        );
      })}
    </div>
  );
}

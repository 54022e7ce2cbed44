// biome-ignore-all lint/a11y/useSemanticElements: a virtual list cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: one row is the tab stop, cells and headings are none
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its rows
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RunSnapshot } from '../../../src/contract/index.js';
import { groupOf, LOOK_GROUPS, type LookGroup, lookOf } from '../../state/chunk-state.js';
import { useModel, useNow, useRun, useUi } from '../../state/context.js';
import { selectChunk } from '../../state/run-actions.js';
import { countGroups, isRunOver } from '../../state/run-facts.js';
import { copyText } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { cx } from '../../ui/cx.js';
import { Select, TextInput } from '../../ui/fields.js';
import { toErrorReport } from '../errors/catalogue.js';
import { AttemptRow, ChunkRow, COLUMNS, ROW_PX } from './chunk-rows.js';
import styles from './table.module.css';
import { tableRows, toRowText } from './table-rows.js';

/** Everything the lanes show, as a table: one tab stop, arrow keys, attempts below their chunk. */
export function ChunkTable({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const model = useModel();
  const selected = useRun((state) => state.selectedChunk);
  const selection = useRun((state) => state.selection);
  const group = useUi((state) => state.groupFilter);
  const findRequest = useUi((state) => state.findRequest);
  const now = useNow(500, !isRunOver(snapshot.state));
  const [text, setText] = useState('');
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const seenFind = useRef(findRequest);

  const rows = useMemo(
    () => tableRows(snapshot.chunks, open, { group, text }),
    [snapshot.chunks, open, group, text],
  );
  const counts = useMemo(() => countGroups(snapshot.chunks), [snapshot.chunks]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: ROW_PX,
  });

  useEffect(() => {
    if (findRequest !== seenFind.current) search.current?.focus();
    seenFind.current = findRequest;
  }, [findRequest]);
  // A chunk selected elsewhere is brought into view here.
  useEffect(() => {
    const index = rows.findIndex((row) => row.kind === 'chunk' && row.chunk.index === selected);
    if (index >= 0) {
      virtual.scrollToIndex(index, { align: 'auto' });
      setActiveKey(rows[index]?.key ?? null);
    }
  }, [selected]);

  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.key === activeKey),
  );
  const moveTo = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row === undefined) return;
    setActiveKey(row.key);
    selectChunk(model, row.chunk.index);
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
    requestAnimationFrame(() =>
      scroll.current?.querySelector<HTMLElement>(`[data-key="${row.key}"]`)?.focus({ preventScroll: true }),
    );
  };
  const toggle = useCallback((chunkIndex: number, wanted: boolean) => {
    setOpen((before) => {
      const next = new Set(before);
      if (wanted) next.add(chunkIndex);
      else next.delete(chunkIndex);
      return next;
    });
  }, []);
  const pick = useCallback(
    (rowKey: string, chunkIndex: number) => {
      setActiveKey(rowKey);
      selectChunk(model, chunkIndex);
    },
    [model],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[activeIndex];
    if (row === undefined) return;
    const { chunk } = row;
    const mod = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 300) / ROW_PX) - 2);
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(activeIndex + 1),
      ArrowUp: () => moveTo(activeIndex - 1),
      PageDown: () => moveTo(activeIndex + page),
      PageUp: () => moveTo(activeIndex - page),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      ArrowRight: () => toggle(chunk.index, true),
      ArrowLeft: () => {
        if (row.kind === 'attempt') moveTo(rows.findIndex((other) => other.key === `c${chunk.index}`));
        else toggle(chunk.index, false);
      },
      Enter: () => {
        model.run.setState({ logChunk: chunk.index });
        model.ui.setState(event.shiftKey ? { runTab: 'log' } : { inspectorOpen: true });
      },
    };
    if (mod && event.key.toLowerCase() === 'c') {
      const report = event.shiftKey && chunk.error !== null;
      void copyText(
        model,
        report && chunk.error ? toErrorReport(chunk.error) : toRowText(chunk),
        report ? 'Report' : 'Row',
      );
    } else if (event.altKey && /^Digit[1-6]$/.test(event.code)) {
      const picked = LOOK_GROUPS[Number(event.code.slice(5)) - 1];
      const matching = snapshot.chunks
        .filter((other) => groupOf(lookOf(other)) === picked)
        .map(({ index }) => index);
      model.run.setState({ selection: new Set(matching), selectedChunk: matching[0] ?? null });
    } else if (!mod && !event.altKey && keys[event.key] !== undefined) keys[event.key]?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.wrap}>
      <div className={styles.filters}>
        <TextInput
          ref={search}
          type="search"
          aria-label="Filter chunks"
          placeholder="Filter: number, state, W2, code"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          aria-label="State"
          value={group ?? ''}
          options={[
            { value: '', label: 'All states' },
            ...LOOK_GROUPS.map((name) => ({
              value: name,
              label: `${name[0]?.toUpperCase()}${name.slice(1)} (${counts[name]})`,
            })),
          ]}
          onPick={(value: LookGroup | '') => model.ui.setState({ groupFilter: value === '' ? null : value })}
        />
      </div>
      <div className={styles.scroll} ref={scroll}>
        <div
          role="treegrid"
          aria-label="Chunks"
          aria-rowcount={rows.length + 1}
          aria-multiselectable="true"
          className={styles.grid}
          onKeyDown={onKeyDown}
          tabIndex={-1}
        >
          <div role="rowgroup">
            <div role="row" aria-rowindex={1} className={cx(styles.row, styles.head)}>
              {COLUMNS.map((column) => (
                <div
                  key={column.name}
                  role="columnheader"
                  className={cx(styles.cell, column.end && styles.end)}
                >
                  {column.name}
                </div>
              ))}
            </div>
          </div>
          <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              const shared = {
                rowIndex: item.index + 2,
                topPx: item.start,
                isTabStop: item.index === activeIndex,
                isSelected: selection.has(row.chunk.index),
                onSelect: pick,
                rowKey: row.key,
              };
              return row.kind === 'chunk' ? (
                <ChunkRow
                  key={row.key}
                  {...shared}
                  chunk={row.chunk}
                  open={row.open}
                  nowMs={row.chunk.state === 'running' ? now : 0}
                  onToggle={toggle}
                />
              ) : (
                <AttemptRow key={row.key} {...shared} chunkIndex={row.chunk.index} attempt={row.attempt} />
              );
            })}
          </div>
        </div>
        {rows.length === 0 && (
          <p className={styles.none}>
            {snapshot.chunks.length === 0
              ? 'Chunks are listed when the plan is frozen.'
              : `No chunks match “${text === '' ? group : text}”.`}
            {snapshot.chunks.length > 0 && (
              <Button
                onClick={() => {
                  setText('');
                  model.ui.setState({ groupFilter: null });
                }}
              >
                Clear filter
              </Button>
            )}
          </p>
        )}
      </div>
    </div>
  );
}

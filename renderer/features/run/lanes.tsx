// biome-ignore-all lint/a11y/useSemanticElements: no element says this role without another meaning
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: scrolling and arrow keys need the focus
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { RunSnapshot } from '../../../src/contract/index.js';
import { useEngine, useModel, useNow, useRun, useUi } from '../../state/context.js';
import type { ColourMode } from '../../state/lane-modes.js';
import { selectChunk } from '../../state/run-actions.js';
import { isRunOver } from '../../state/run-facts.js';
import { Button } from '../../ui/button.js';
import { Segmented } from '../../ui/fields.js';
import { formatClock, formatTick } from '../../ui/format.js';
import type { Context } from '../timeline/paint.js';
import { usePalette } from '../timeline/palette.js';
import { fromX, panView, type View, zoomView } from '../timeline/scale.js';
import { type Size, useCanvas, useSize } from '../timeline/use-canvas.js';
import { LaneLabels } from './lane-labels.js';
import { layoutLanes, neighbourChunk, segmentAt } from './lane-layout.js';
import { paintLanes, RULER_PX } from './lane-paint.js';
import { LaneTip } from './lane-tip.js';
import styles from './run.module.css';

const COLOURS: readonly { readonly value: ColourMode; readonly label: string }[] = [
  { value: 'state', label: 'State' },
  { value: 'worker', label: 'Worker' },
  { value: 'cost', label: 'Cost' },
  { value: 'webgl', label: 'WebGL' },
];

/** Chunks in the lanes of their workers, on the film's time or on the wall clock. The table below says the same in words. */
export function Lanes({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const model = useModel();
  const axis = useUi((state) => state.axis);
  const colour = useUi((state) => state.colour);
  const selection = useRun((state) => state.selection);
  const selected = useRun((state) => state.selectedChunk);
  const singleKeys = useEngine((state) => state.settings?.singleKeyShortcuts !== false);
  const over = isRunOver(snapshot.state);
  const now = useNow(250, !over);
  const palette = usePalette();
  const area = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View | null>(null);
  const [hover, setHover] = useState<{ chunkIndex: number; attempt: number; x: number; y: number } | null>(
    null,
  );
  useEffect(() => setView(null), [axis]);

  const layout = useMemo(() => layoutLanes(snapshot, axis, now), [snapshot, axis, now]);
  const shown = view ?? layout.whole;
  // Room for all workers and the waiting row from the start, so that nothing below moves when one begins or ends.
  const rowCount = Math.max(
    2,
    layout.rows.length,
    (snapshot.budget?.workers ?? 1) + (axis === 'media' ? 1 : 0),
  );
  const rowPx = rowCount <= 6 ? 38 : rowCount <= 13 ? 26 : 18;
  const heightPx = RULER_PX + rowCount * rowPx + 4;
  const size = useSize(area);
  const fps = snapshot.plan?.fps ?? { num: 30, den: 1 };

  const hovered = hover?.chunkIndex ?? null;
  const paint = useCallback(
    (ctx: Context, { widthPx }: Size) =>
      paintLanes(ctx, {
        layout,
        snapshot,
        scale: { ...shown, widthPx },
        rowPx,
        heightPx,
        palette,
        colour,
        selection,
        hovered,
        nowMs: now,
        label: (value, step) =>
          axis === 'media' ? formatTick(Math.round(value), step, fps) : formatClock(value),
      }),
    [layout, snapshot, shown, rowPx, heightPx, palette, colour, selection, hovered, now, axis, fps],
  );
  const canvas = useCanvas(size, paint);

  const hit = (event: MouseEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (box === undefined) return null;
    const row = layout.rows[Math.floor((event.clientY - box.top - RULER_PX) / rowPx)];
    return row === undefined
      ? null
      : segmentAt(row, fromX({ ...shown, widthPx: size.widthPx }, event.clientX - box.left));
  };
  const zoom = (factor: number, around = (shown.from + shown.to) / 2) =>
    setView(zoomView(shown, layout.whole, around, factor, axis === 'media' ? 10 : 500));
  const fit = () => {
    const chunk = selected === null ? undefined : snapshot.chunks[selected];
    if (chunk === undefined || axis === 'wall') return setView(null);
    const margin = (chunk.end - chunk.start) * 0.5;
    setView(
      zoomView({ from: chunk.start - margin, to: chunk.end + margin }, layout.whole, chunk.start, 1, 10),
    );
  };

  // Wheel events must not be passive: zooming would otherwise scroll or zoom the page.
  const onWheel = useRef<(event: WheelEvent) => void>(() => undefined);
  onWheel.current = (event) => {
    const box = area.current?.getBoundingClientRect();
    if (box === undefined) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoom(1.0015 ** event.deltaY, fromX({ ...shown, widthPx: size.widthPx }, event.clientX - box.left));
    } else if (view !== null && (event.deltaX !== 0 || event.shiftKey)) {
      event.preventDefault();
      setView(panView(shown, layout.whole, (event.deltaX || event.deltaY) / size.widthPx));
    }
  };
  useEffect(() => {
    const element = area.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrows = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const;
    const arrow = arrows[event.key as keyof typeof arrows];
    const letters: Readonly<Record<string, () => void>> = {
      w: () => zoom(0.7),
      s: () => zoom(1 / 0.7),
      a: () => setView(panView(shown, layout.whole, -0.2)),
      d: () => setView(panView(shown, layout.whole, 0.2)),
      f: () => (event.shiftKey ? setView(null) : fit()),
    };
    if (arrow !== undefined) {
      selectChunk(model, neighbourChunk(layout, snapshot.chunks.length, selected, arrow));
    } else if (event.key === 'Enter') {
      if (event.shiftKey) model.ui.setState({ runTab: 'log' });
      else model.ui.setState({ inspectorOpen: true });
      model.run.setState({ logChunk: selected });
    } else {
      const act = letters[event.key.toLowerCase()];
      if (act === undefined || !singleKeys || (event.shiftKey && event.key !== 'F')) return;
      act();
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className={styles.lanes} aria-label="Chunk lanes" data-panel>
      <div className={styles.laneBar}>
        <Segmented
          label="Axis"
          value={axis}
          options={[
            { value: 'media', label: 'Media time' },
            { value: 'wall', label: 'Wall clock' },
          ]}
          onChange={(next) => model.ui.setState({ axis: next })}
        />
        <Segmented
          label="Colour"
          value={colour}
          options={COLOURS}
          onChange={(next) => model.ui.setState({ colour: next })}
        />
        <div className={styles.grow} />
        {snapshot.budget !== null && <span>{snapshot.budget.why}</span>}
        <Button
          look="ghost"
          refused={view === null ? 'Everything is visible.' : null}
          onClick={() => setView(null)}
        >
          Fit all
        </Button>
      </div>
      <div className={styles.laneScroll}>
        <LaneLabels snapshot={snapshot} layout={layout} rowPx={rowPx} />
        <div
          ref={area}
          role="group"
          tabIndex={0}
          aria-label={`Lanes: ${selected === null ? 'no chunk selected' : `chunk ${selected} selected`}. Arrow keys move, Enter opens the inspector. The chunk table says the same in words.`}
          className={styles.laneCanvas}
          style={{ height: heightPx }}
          onKeyDown={onKeyDown}
          onMouseMove={(event) => {
            const segment = hit(event);
            setHover(
              segment === null
                ? null
                : {
                    chunkIndex: segment.chunkIndex,
                    attempt: segment.attempt,
                    x: event.clientX,
                    y: event.clientY,
                  },
            );
          }}
          onMouseLeave={() => setHover(null)}
          onClick={(event) => selectChunk(model, hit(event)?.chunkIndex ?? null)}
          onDoubleClick={(event) => {
            const segment = hit(event);
            if (segment === null) return;
            model.run.setState({ logChunk: segment.chunkIndex });
            model.ui.setState({ runTab: 'log' });
          }}
        >
          <canvas ref={canvas} aria-hidden />
          {hover !== null && <LaneTip snapshot={snapshot} hover={hover} nowMs={now} />}
        </div>
      </div>
    </section>
  );
}

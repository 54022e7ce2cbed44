import { type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { PlanPreview, Project, SampleReport } from '../../../src/contract/index.js';
import { useProject } from '../../state/context.js';
import { formatCount, formatTimecode, plural } from '../../ui/format.js';
import type { Context } from '../timeline/paint.js';
import { usePalette } from '../timeline/palette.js';
import { fromX } from '../timeline/scale.js';
import { type Size, useCanvas, useSize } from '../timeline/use-canvas.js';
import styles from './plan.module.css';
import { PLAN_RULER_PX, paintPlan } from './plan-paint.js';
import { planTracks } from './plan-tracks.js';

/** How the film would be cut and spread over the workers; redrawn as the parameters move. */
export function PlanTimeline(props: {
  readonly project: Project;
  readonly preview: PlanPreview;
  readonly sample: SampleReport | null;
}) {
  const { project, preview, sample } = props;
  const pending = useProject((state) => state.previewPending);
  const palette = usePalette();
  const area = useRef<HTMLDivElement>(null);
  const [hoveredChunk, setHoveredChunk] = useState<number | null>(null);
  const tracks = useMemo(() => planTracks(project, preview, sample), [project, preview, sample]);
  const heightPx = PLAN_RULER_PX + tracks.reduce((sum, track) => sum + track.heightPx, 0) + 2;
  const size = useSize(area);
  const whole = useMemo(() => ({ from: 0, to: preview.frameCount }), [preview.frameCount]);
  const paint = useCallback(
    (ctx: Context, { widthPx }: Size) =>
      paintPlan(ctx, { tracks, preview, scale: { ...whole, widthPx }, heightPx, palette, hoveredChunk }),
    [tracks, preview, whole, heightPx, palette, hoveredChunk],
  );
  const canvas = useCanvas(size, paint);
  const onMouseMove = (event: MouseEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (box === undefined) return;
    const frame = fromX({ ...whole, widthPx: size.widthPx }, event.clientX - box.left);
    setHoveredChunk(preview.slices.findIndex((slice) => frame >= slice.start && frame < slice.end));
  };
  const hovered = hoveredChunk === null ? undefined : preview.slices[hoveredChunk];
  const { chunkCount, chunkSize } = preview.chunkPlan.effective;
  return (
    <section className={styles.timeline} aria-label="Chunk plan" aria-busy={pending} data-panel>
      <div className={styles.timelineGrid}>
        <ul className={styles.trackNames} aria-hidden>
          {tracks.map((track) => (
            <li key={track.name} style={{ height: track.heightPx }}>
              {track.name}
            </li>
          ))}
        </ul>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: hovering only highlights what the text below says */}
        <div
          ref={area}
          className={styles.canvas}
          style={{ height: heightPx }}
          onMouseMove={onMouseMove}
          onMouseLeave={() => setHoveredChunk(null)}
        >
          <canvas ref={canvas} aria-hidden />
        </div>
      </div>
      <div className={`${styles.legend} num`}>
        <span>
          {hovered === undefined
            ? `${plural(chunkCount, 'chunk')} of about ${formatCount(chunkSize)} frames on ${plural(preview.workers, 'worker')}`
            : `Chunk ${hovered.index}: frames ${hovered.start}–${hovered.end - 1}, from ${formatTimecode(hovered.start, preview.fps)}`}
        </span>
        {sample === null && <span>Cost and motion appear after sampling</span>}
      </div>
    </section>
  );
}

import type { PlanPreview, SampleReport } from '../../../src/contract/index.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatTick } from '../../ui/format.js';
import {
  CANVAS_FONT,
  type Context,
  paintLabel,
  paintRuler,
  patternFill,
  roundRect,
} from '../timeline/paint.js';
import type { Palette } from '../timeline/palette.js';
import { mediaTickFrames, type Scale, toX } from '../timeline/scale.js';
import type { PlanTrack, TrackBar } from './plan-tracks.js';

export const PLAN_RULER_PX = 24;

export interface PlanPaint {
  readonly tracks: readonly PlanTrack[];
  readonly preview: PlanPreview;
  readonly scale: Scale;
  readonly heightPx: number;
  readonly palette: Palette;
  readonly hoveredChunk: number | null;
}

/** Draws the plan: nothing has run yet, so chunks are outlines. */
export function paintPlan(ctx: Context, paint: PlanPaint): void {
  const { tracks, preview, scale, palette, heightPx } = paint;
  const fps = preview.fps.num / preview.fps.den;
  paintRuler(ctx, scale, palette, {
    heightPx,
    rulerPx: PLAN_RULER_PX,
    step: mediaTickFrames(scale, 74, fps),
    label: (value, step) => formatTick(Math.round(value), step, preview.fps),
  });
  paintHoveredChunk(ctx, paint);
  let top = PLAN_RULER_PX;
  for (const track of tracks) {
    ctx.fillStyle = palette.line;
    ctx.fillRect(0, top, scale.widthPx, 1);
    paintTrack(ctx, paint, track, top + 1);
    top += track.heightPx;
  }
}

function paintHoveredChunk(
  ctx: Context,
  { preview, scale, palette, hoveredChunk, heightPx }: PlanPaint,
): void {
  const slice = hoveredChunk === null ? undefined : preview.slices[hoveredChunk];
  if (slice === undefined) return;
  const x = toX(scale, slice.start);
  ctx.fillStyle = palette.family.active;
  ctx.globalAlpha = 0.1;
  ctx.fillRect(x, PLAN_RULER_PX, toX(scale, slice.end) - x, heightPx);
  ctx.globalAlpha = 1;
}

function paintTrack(ctx: Context, paint: PlanPaint, track: PlanTrack, top: number): void {
  const height = track.heightPx - 1;
  switch (track.kind) {
    case 'clips':
    case 'audio':
      for (const bar of track.bars) paintBar(ctx, paint, bar, top, height, track.kind === 'audio');
      break;
    case 'cost':
      paintCost(ctx, paint, track.sample, top, height);
      break;
    case 'motion':
      paintMotion(ctx, paint, track.sample, top, height);
      break;
    case 'keyframes':
      paintKeyframes(ctx, paint, track.gopFrames, top, height);
      break;
    case 'lane':
      for (const index of track.chunks) paintChunk(ctx, paint, index, top, height);
      break;
  }
}

function paintBar(
  ctx: Context,
  paint: PlanPaint,
  bar: TrackBar,
  top: number,
  height: number,
  audio: boolean,
): void {
  const { scale, palette } = paint;
  const x = toX(scale, bar.fromFrame);
  const width = Math.max(1, toX(scale, bar.toFrame) - x - 1);
  const colour = audio ? palette.family.ok : palette.family.neutral;
  roundRect(ctx, x + 0.5, top + 3, width - 1, height - 6, 3);
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.16;
  ctx.fill();
  ctx.globalAlpha = 0.7;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.font = `500 10.5px ${CANVAS_FONT}`;
  ctx.textAlign = 'left';
  ctx.fillStyle = palette.text;
  paintLabel(ctx, cleanText(bar.label, 60), x + 6, top + height / 2 + 0.5, width - 10);
}

/** The frames that a sampled one stands for: halfway to its neighbours, to both ends of the film. */
function stretchOf({ samples, frameCount }: SampleReport, index: number): { from: number; to: number } {
  const at = (place: number) => samples[place]?.frameIndex;
  const own = at(index) ?? 0;
  const before = at(index - 1);
  const after = at(index + 1);
  return {
    from: before === undefined ? 0 : (before + own) / 2,
    to: after === undefined ? frameCount : (own + after) / 2,
  };
}

/** Bars of sampled frames: height and colour both say how dear a frame is. Between samples nothing is claimed. */
function paintCost(ctx: Context, paint: PlanPaint, sample: SampleReport, top: number, height: number): void {
  const { scale, palette } = paint;
  const dearest = Math.max(1, ...sample.samples.map(({ costMs }) => costMs));
  sample.samples.forEach(({ costMs }, index) => {
    const share = costMs / dearest;
    const tall = Math.max(2, share * (height - 6));
    const step = Math.min(palette.heat.length - 1, Math.floor(share * palette.heat.length));
    ctx.fillStyle = palette.heat[step] ?? palette.muted;
    const { from, to } = stretchOf(sample, index);
    const x = toX(scale, from);
    ctx.fillRect(x, top + height - tall, Math.max(1, toX(scale, to) - x - 1), tall);
  });
  ctx.font = `500 10px ${CANVAS_FONT}`;
  ctx.textAlign = 'left';
  const text = `≈ ${Math.round(dearest)} ms at most`;
  ctx.fillStyle = palette.panel;
  ctx.globalAlpha = 0.8;
  ctx.fillRect(4, top + 2, ctx.measureText(text).width + 8, 14);
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.muted;
  ctx.fillText(text, 8, top + 9.5);
}

/** Two levels, told apart by height and pattern, not by shade alone. */
function paintMotion(
  ctx: Context,
  paint: PlanPaint,
  sample: SampleReport,
  top: number,
  height: number,
): void {
  const { scale, palette } = paint;
  sample.samples.forEach((frame, index) => {
    const { from, to } = stretchOf(sample, index);
    const x = toX(scale, from);
    const width = Math.max(1, toX(scale, to) - x);
    if (frame.moving) {
      ctx.fillStyle = palette.family.active;
      ctx.fillRect(x, top + 3, width, height - 6);
    } else {
      ctx.fillStyle = patternFill(ctx, 'dots', palette.family.neutral);
      ctx.fillRect(x, top + height / 2 - 1, width, 4);
    }
  });
}

const MIN_KEYFRAME_PX = 3;

function paintKeyframes(
  ctx: Context,
  paint: PlanPaint,
  gopFrames: number,
  top: number,
  height: number,
): void {
  const { scale, palette, preview } = paint;
  const pitch = toX(scale, gopFrames) - toX(scale, 0);
  ctx.fillStyle = palette.muted;
  if (pitch >= MIN_KEYFRAME_PX) {
    for (const slice of preview.slices) {
      for (let frame = slice.start + gopFrames; frame < slice.end; frame += gopFrames) {
        ctx.fillRect(Math.round(toX(scale, frame)), top + height / 2 - 2, 1, 4);
      }
    }
  } else {
    ctx.fillStyle = patternFill(ctx, 'bars', palette.muted);
    ctx.fillRect(0, top + height / 2 - 2, scale.widthPx, 4);
    ctx.fillStyle = palette.muted;
  }
  for (const slice of preview.slices)
    ctx.fillRect(Math.round(toX(scale, slice.start)), top + 3, 2, height - 6);
}

function paintChunk(ctx: Context, paint: PlanPaint, index: number, top: number, height: number): void {
  const { scale, palette, preview, hoveredChunk } = paint;
  const slice = preview.slices[index];
  if (slice === undefined) return;
  const x = toX(scale, slice.start);
  const width = Math.max(1, toX(scale, slice.end) - x - 1);
  const hovered = hoveredChunk === index;
  roundRect(ctx, x + 0.5, top + 3.5, Math.max(1, width - 1), height - 7, 3);
  ctx.fillStyle = palette.family.active;
  ctx.globalAlpha = hovered ? 0.45 : 0.2;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.family.active;
  ctx.lineWidth = hovered ? 2 : 1;
  if (width > 3) ctx.stroke();
  if (width < 16) return;
  ctx.font = `600 10.5px ${CANVAS_FONT}`;
  ctx.textAlign = 'left';
  ctx.fillStyle = palette.text;
  paintLabel(ctx, String(index), x + 6, top + height / 2 + 0.5, width - 8);
}

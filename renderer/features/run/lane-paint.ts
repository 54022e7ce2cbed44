import type { RunSnapshot } from '../../../src/contract/index.js';
import { LOOK_FACTS, stalledForMs } from '../../state/chunk-state.js';
import type { ColourMode } from '../../state/lane-modes.js';
import { frameCostMs } from '../../state/run-facts.js';
import { judgeWebgl } from '../../state/webgl-verdict.js';
import {
  CANVAS_FONT,
  type Context,
  paintLabel,
  paintRuler,
  patternFill,
  roundRect,
} from '../timeline/paint.js';
import type { Palette } from '../timeline/palette.js';
import { mediaTickFrames, type Scale, tickStep, toX } from '../timeline/scale.js';
import type { LaneLayout, LaneSegment } from './lane-layout.js';

export const RULER_PX = 24;
const GAP_PX = 1;
const LABEL_MIN_PX = 22;
const NARROW_PX = 4;
/** How much of a lane's height the end of a chunk takes. */
const END_SHARE = 0.35;

export interface LanePaint {
  readonly layout: LaneLayout;
  readonly snapshot: RunSnapshot;
  readonly scale: Scale;
  readonly rowPx: number;
  readonly heightPx: number;
  readonly palette: Palette;
  readonly colour: ColourMode;
  readonly selection: ReadonlySet<number>;
  readonly hovered: number | null;
  readonly nowMs: number;
  readonly label: (value: number, step: number) => string;
}

/** Draws all lanes. Only what is visible is drawn; boxes narrower than a pixel are one pixel wide. */
export function paintLanes(ctx: Context, paint: LanePaint): void {
  const { layout, scale, palette, rowPx, heightPx, snapshot } = paint;
  const fps = snapshot.plan === null ? 30 : snapshot.plan.fps.num / snapshot.plan.fps.den;
  const step = layout.axis === 'media' ? mediaTickFrames(scale, 74, fps) : tickStep(scale, 64, 'clock');
  paintRuler(ctx, scale, palette, { heightPx, rulerPx: RULER_PX, step, label: paint.label });
  const colourOf = segmentColour(paint);
  layout.rows.forEach((row, index) => {
    const top = RULER_PX + index * rowPx;
    ctx.fillStyle = palette.line;
    ctx.fillRect(0, top, scale.widthPx, 1);
    // The end of a chunk lies on the start of the next one.
    for (const ends of [false, true]) {
      for (const segment of row.segments) {
        if (isEnd(segment) !== ends || segment.to < scale.from || segment.from > scale.to) continue;
        paintSegment(ctx, paint, segment, top, colourOf(segment));
      }
    }
  });
  if (layout.axis === 'wall' && snapshot.endedAtMs === null) {
    const x = Math.round(toX(scale, paint.nowMs - snapshot.startedAtMs));
    ctx.fillStyle = palette.family.active;
    ctx.fillRect(x, RULER_PX - 6, 1, heightPx);
  }
}

/** Only the encoder is still at work: the worker's browser has the next chunk already, so the two share the lane. */
function isEnd({ phase }: LaneSegment): boolean {
  return phase === 'encode' || phase === 'finish';
}

function paintSegment(
  ctx: Context,
  paint: LanePaint,
  segment: LaneSegment,
  rowTop: number,
  colour: string,
): void {
  const { scale, palette, rowPx } = paint;
  const left = toX(scale, segment.from);
  const x = Math.max(-4, left);
  const right = Math.min(scale.widthPx + 4, toX(scale, segment.to));
  const width = Math.max(1, right - x - GAP_PX);
  const inset = rowPx >= 24 ? 4 : 2;
  const laneHeight = rowPx - 2 * inset;
  const height = isEnd(segment) ? Math.max(2, Math.round(laneHeight * END_SHARE)) : laneHeight;
  const y = rowTop + inset + laneHeight - height;
  if (segment.backOff) {
    ctx.fillStyle = patternFill(ctx, 'dotted', palette.family.attention);
    ctx.fillRect(x, rowTop + rowPx - inset - 3, width, 3);
    return;
  }
  if (width < NARROW_PX && !paint.selection.has(segment.chunkIndex)) {
    // Too narrow for a pattern or a frame: one box of the colour, and hundreds of them stay cheap.
    ctx.globalAlpha = segment.ghost || segment.fill === 0 ? 0.45 : 1;
    ctx.fillStyle = colour;
    ctx.fillRect(x, y, width, height);
    ctx.globalAlpha = 1;
    return;
  }
  const radius = width > 8 ? 3 : 0;
  paintBody(ctx, paint, segment, { x, y, width, height, radius, left, colour });
  if (segment.failedEnd) paintFailedEnd(ctx, palette, right, y, height);
  paintOverlay(ctx, paint, segment, { x, y, width, height, radius });
  const isLabelled = segment.phase === null || segment.phase === 'capture';
  if (!isLabelled || width < LABEL_MIN_PX || height < 11) return;
  const { pattern } = LOOK_FACTS[segment.look];
  const onFill = pattern === 'solid' && segment.fill >= 1 && !segment.ghost && !palette.forced;
  ctx.font = `600 ${height >= 18 ? 11 : 9.5}px ${CANVAS_FONT}`;
  ctx.textAlign = 'left';
  const text = segment.attempt > 1 ? `${segment.chunkIndex}·${segment.attempt}` : String(segment.chunkIndex);
  const labelX = Math.max(2, x) + 6;
  const room = x + width - labelX - 3;
  if (!onFill) {
    const backing = Math.min(ctx.measureText(text).width + 6, room + 4);
    ctx.fillStyle = palette.panel;
    roundRect(ctx, labelX - 3, y + height / 2 - 7, backing, 14, 3);
    if (room > 8) ctx.fill();
  }
  ctx.fillStyle = onFill ? palette.onFill : palette.text;
  paintLabel(ctx, text, labelX, y + height / 2 + 0.5, room);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

function paintBody(
  ctx: Context,
  paint: LanePaint,
  segment: LaneSegment,
  box: Box & { readonly left: number; readonly colour: string },
): void {
  const { palette, scale } = paint;
  const { x, y, width, height, radius, colour } = box;
  const { pattern } = LOOK_FACTS[segment.look];
  const solid = (pattern === 'solid' || pattern === 'solid-x') && !segment.ghost && !palette.forced;
  if (solid && segment.fill >= 1) {
    ctx.fillStyle = colour;
    roundRect(ctx, x, y, width, height, radius);
    ctx.fill();
    return;
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash(segment.ghost || pattern === 'dashed' || pattern === 'dotted' ? [3, 3] : []);
  roundRect(ctx, x + 0.5, y + 0.5, width - 1, height - 1, radius);
  ctx.save();
  ctx.clip();
  if (segment.fill > 0 && (solid || pattern === 'bars')) {
    const end = toX(scale, segment.from + (segment.to - segment.from) * segment.fill);
    ctx.globalAlpha = pattern === 'bars' ? 0.45 : 1;
    ctx.fillStyle = colour;
    ctx.fillRect(x, y, Math.max(0, Math.min(end, x + width) - x), height);
    ctx.globalAlpha = 1;
  }
  if (!solid && pattern !== 'outline' && pattern !== 'dashed') {
    ctx.fillStyle = patternFill(ctx, pattern, colour);
    ctx.globalAlpha = 0.75;
    ctx.fillRect(x, y, width, height);
    ctx.globalAlpha = 1;
  }
  ctx.restore();
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintFailedEnd(ctx: Context, palette: Palette, right: number, y: number, height: number): void {
  const size = Math.min(5, height / 3);
  const [cx, cy] = [right - size - 3, y + height / 2];
  ctx.fillStyle = palette.panel;
  ctx.beginPath();
  ctx.arc(cx, cy, size + 2.5, 0, 2 * Math.PI);
  ctx.fill();
  ctx.strokeStyle = palette.family.fail;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(cx - size / 1.5, cy - size / 1.5);
  ctx.lineTo(cx + size / 1.5, cy + size / 1.5);
  ctx.moveTo(cx + size / 1.5, cy - size / 1.5);
  ctx.lineTo(cx - size / 1.5, cy + size / 1.5);
  ctx.stroke();
}

function paintOverlay(ctx: Context, paint: LanePaint, segment: LaneSegment, box: Box): void {
  const { palette, snapshot, nowMs } = paint;
  const chunk = snapshot.chunks[segment.chunkIndex];
  const isCurrent = chunk !== undefined && segment.attempt === chunk.attempts.length;
  const stalled = isCurrent && chunk.state === 'running' && stalledForMs(chunk, nowMs) !== null;
  const selected = paint.selection.has(segment.chunkIndex);
  if (!stalled && !selected && paint.hovered !== segment.chunkIndex) return;
  ctx.strokeStyle = selected ? palette.text : stalled ? palette.family.attention : palette.focus;
  ctx.lineWidth = selected || stalled ? 2 : 1.5;
  roundRect(ctx, box.x - 1, box.y - 1, box.width + 2, box.height + 2, box.radius + 1);
  ctx.stroke();
}

/** The colour of each segment in the chosen mode. Cost is height-coded by the readout; colour alone says only "more". */
function segmentColour({ snapshot, palette, colour }: LanePaint): (segment: LaneSegment) => string {
  const byState = (segment: LaneSegment) => palette.family[segment.family];
  if (colour === 'cost') {
    const costs = snapshot.chunks.map(frameCostMs);
    const dearest = Math.max(1, ...costs.map((cost) => cost ?? 0));
    return (segment) => {
      const cost = costs[segment.chunkIndex];
      if (cost === null || cost === undefined) return palette.family.neutral;
      const step = Math.min(palette.heat.length - 1, Math.floor((cost / dearest) * palette.heat.length));
      return palette.heat[step] ?? palette.family.neutral;
    };
  }
  if (colour === 'worker') {
    const families = [
      palette.family.active,
      palette.family.ok,
      palette.family.attention,
      palette.family.neutral,
    ];
    return (segment) => {
      const worker = snapshot.chunks[segment.chunkIndex]?.attempts[segment.attempt - 1]?.workerId;
      return worker === undefined
        ? palette.family.neutral
        : (families[worker % families.length] ?? palette.text);
    };
  }
  if (colour === 'webgl') {
    return (segment) => {
      const webgl = snapshot.chunks[segment.chunkIndex]?.webgl;
      if (webgl === null || webgl === undefined) return palette.family.neutral;
      return palette.family[judgeWebgl(webgl).family];
    };
  }
  return byState;
}

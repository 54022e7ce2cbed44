import type { Pattern } from '../../state/chunk-state.js';
import type { Palette } from './palette.js';
import { type Scale, toX } from './scale.js';

export type Context = CanvasRenderingContext2D;
export const CANVAS_FONT = "'Inter Variable', system-ui, sans-serif";

const TILE_PX = 8;
const tiles = new WeakMap<Context, Map<string, CanvasPattern | null>>();

/** A fill of thin lines or dots in a colour, transparent in between; cached per canvas. */
export function patternFill(ctx: Context, pattern: Pattern, colour: string): CanvasPattern | string {
  let known = tiles.get(ctx);
  if (known === undefined) {
    known = new Map();
    tiles.set(ctx, known);
  }
  const key = `${pattern} ${colour}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached ?? colour;
  const made = makePattern(ctx, pattern, colour);
  known.set(key, made);
  return made ?? colour;
}

function makePattern(ctx: Context, pattern: Pattern, colour: string): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = TILE_PX;
  tile.height = TILE_PX;
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 1.5;
  const line = (x1: number, y1: number, x2: number, y2: number) => {
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
  };
  if (pattern === 'diagonal' || pattern === 'cross') {
    for (const offset of [-TILE_PX, 0, TILE_PX]) line(offset - 1, TILE_PX + 1, offset + TILE_PX + 1, -1);
  }
  if (pattern === 'cross') {
    for (const offset of [-TILE_PX, 0, TILE_PX]) line(offset - 1, -1, offset + TILE_PX + 1, TILE_PX + 1);
  }
  if (pattern === 'bars') pen.fillRect(0, 0, 4, TILE_PX);
  if (pattern === 'dots' || pattern === 'dotted') {
    for (const at of [2, 6]) {
      pen.beginPath();
      pen.arc(at, at, 1.2, 0, 2 * Math.PI);
      pen.fill();
    }
  }
  return ctx.createPattern(tile, 'repeat');
}

/** Sets a canvas up for the device's pixels and clears it. Returns null when there is nothing to draw on. */
export function beginPaint(canvas: HTMLCanvasElement, widthPx: number, heightPx: number): Context | null {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const ctx = canvas.getContext('2d');
  if (ctx === null || width === 0) return null;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, widthPx, heightPx);
  ctx.textBaseline = 'middle';
  return ctx;
}

/** Labelled ticks along the top, and faint lines down through the tracks. */
export function paintRuler(
  ctx: Context,
  scale: Scale,
  palette: Palette,
  options: {
    readonly heightPx: number;
    readonly rulerPx: number;
    readonly step: number;
    readonly label: (value: number, step: number) => string;
  },
): void {
  const { heightPx, rulerPx, step, label } = options;
  ctx.font = `500 10.5px ${CANVAS_FONT}`;
  ctx.textAlign = 'left';
  const first = Math.ceil(scale.from / step) * step;
  const minor = step / 5;
  ctx.fillStyle = palette.line;
  if ((minor / (scale.to - scale.from)) * scale.widthPx >= 6) {
    for (let value = Math.ceil(scale.from / minor) * minor; value <= scale.to; value += minor) {
      ctx.fillRect(Math.round(toX(scale, value)), rulerPx - 4, 1, 4);
    }
  }
  for (let value = first; value <= scale.to; value += step) {
    const x = Math.round(toX(scale, value));
    ctx.fillStyle = palette.line;
    ctx.fillRect(x, rulerPx - 8, 1, heightPx - rulerPx + 8);
    const text = label(value, step);
    if (x + ctx.measureText(text).width + 5 > scale.widthPx) continue;
    ctx.fillStyle = palette.muted;
    ctx.fillText(text, x + 4, rulerPx / 2 - 1);
  }
}

/** Text cut to a width; nothing when not even a character fits. */
export function paintLabel(ctx: Context, text: string, x: number, y: number, maxPx: number): void {
  if (maxPx < 8) return;
  let shown = text;
  while (shown.length > 1 && ctx.measureText(shown).width > maxPx) shown = shown.slice(0, -1);
  if (ctx.measureText(shown).width > maxPx) return;
  ctx.fillText(shown.length < text.length && shown.length > 2 ? `${shown.slice(0, -1)}…` : shown, x, y);
}

export function roundRect(
  ctx: Context,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): void {
  ctx.beginPath();
  ctx.roundRect(x, y, Math.max(0, width), height, Math.min(radius, width / 2, height / 2));
}

import prettyBytes from 'pretty-bytes';
import { type Fps, formatFps, fpsToNumber } from '../../src/contract/fps.js';

const integer = new Intl.NumberFormat('en');

/** `1,800`. */
export function formatCount(value: number): string {
  return integer.format(Math.round(value));
}

/** Bytes for people, as the engine writes them: `512 B`, `1.4 MB`, `25.3 GB`, in powers of 1000. */
export function formatBytes(bytes: number): string {
  return prettyBytes(Math.max(0, Math.round(bytes)));
}

/** A clock of an elapsed time: `0:07`, `1:24`, `1:02:03`. */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** A short duration: `340 ms`, `2.1 s`, `14 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 950) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Seconds of media: `3.4 s`, `1:05`. */
export function formatMediaDuration(sec: number): string {
  return sec < 60 ? `${Number(sec.toFixed(2))} s` : formatClock(sec * 1000);
}

/** Remaining time as a range, never a single number: `about 1–2 min`, `about 8–14 s`. */
export function formatEta(range: { readonly low: number; readonly high: number } | null): string {
  if (range === null) return 'Measuring…';
  const { low, high } = range;
  if (high < 1500) return 'about a second';
  if (high < 90_000) {
    const step = high < 20_000 ? 1 : 5;
    const [a, b] = [roundTo(low / 1000, step), roundTo(high / 1000, step)];
    return a >= b ? `about ${b} s` : `about ${Math.max(1, a)}–${b} s`;
  }
  const [a, b] = [Math.max(1, Math.round(low / 60_000)), Math.max(1, Math.round(high / 60_000))];
  return a >= b ? `about ${b} min` : `about ${a}–${b} min`;
}

function roundTo(value: number, step: number): number {
  return Math.max(0, Math.round(value / step) * step);
}

/** `HH:MM:SS:FF` of a frame; the hours are left out below one hour. */
export function formatTimecode(frameIndex: number, fps: Fps): string {
  const rate = Math.max(1, Math.round(fpsToNumber(fps)));
  const frames = frameIndex % rate;
  const total = Math.floor(frameIndex / rate);
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const rest = `${pad(Math.floor(total / 60) % 60)}:${pad(total % 60)}:${pad(frames)}`;
  return hours > 0 ? `${pad(hours)}:${rest}` : rest;
}

/** A tick of a media axis: a clock where all ticks are whole seconds, else the frame. */
export function formatTick(frameIndex: number, stepFrames: number, fps: Fps): string {
  const rate = Math.max(1, Math.round(fpsToNumber(fps)));
  return stepFrames % rate === 0 ? formatClock((frameIndex / rate) * 1000) : `f${frameIndex}`;
}

/** `30 fps`, `29.97 fps`. */
export function formatFpsLabel(fps: Fps): string {
  return fps.den === 1 ? `${formatFps(fps)} fps` : `${fpsToNumber(fps).toFixed(2)} fps`;
}

/** 0 to 1 as `71 %`. */
export function formatShare(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 100)} %`;
}

/** The age of something: `now`, `0.4 s`, `14 s`. */
export function formatAge(ms: number): string {
  return ms < 100 ? 'now' : formatDuration(Math.max(100, Math.round(ms / 100) * 100));
}

/** When something was, for lists: `just now`, `5 min ago`, `3 h ago`, `12 Nov`. */
export function formatWhen(atMs: number, nowMs: number): string {
  const ageSec = Math.max(0, (nowMs - atMs) / 1000);
  if (ageSec < 45) return 'just now';
  if (ageSec < 3600) return `${Math.max(1, Math.round(ageSec / 60))} min ago`;
  if (ageSec < 86_400) return `${Math.round(ageSec / 3600)} h ago`;
  if (ageSec < 7 * 86_400) return `${Math.round(ageSec / 86_400)} d ago`;
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' }).format(atMs);
}

/** `1 chunk`, `16 chunks`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** The first characters of a hash, for people. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

import prettyBytes from 'pretty-bytes';
import prettyMilliseconds from 'pretty-ms';
import {
  type Fps,
  formatFps,
  fpsToNumber,
  type ToolIdentities,
  type WebglInfo,
} from '../../contract/index.js';

/** `1 frame`, `300 frames`, `2 retries`. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`;
}

/** A file size for people: `2.1 MB`. */
export function size(bytes: number): string {
  return prettyBytes(bytes);
}

/** A duration for people: `820ms`, `8.2s`, `1m 12s`. */
export function duration(ms: number): string {
  return ms < 60_000 ? prettyMilliseconds(ms) : prettyMilliseconds(ms, { secondsDecimalDigits: 0 });
}

/** Remaining time as a range: `about 4s`, `4s to 7s`; whole seconds, because more would not be true. */
export function remaining(etaMs: { readonly low: number; readonly high: number } | null): string {
  if (etaMs === null) return 'time left unknown';
  const low = wholeSeconds(etaMs.low);
  const high = wholeSeconds(etaMs.high);
  return low === high ? `about ${low} left` : `${low} to ${high} left`;
}

/** `30 fps`, `29.97 fps (30000/1001)`. */
export function rate(fps: Fps): string {
  return fps.den === 1
    ? `${fps.num} fps`
    : `${fpsToNumber(fps).toFixed(3).replace(/0+$/, '')} fps (${formatFps(fps)})`;
}

/** First characters of a digest, enough to tell two apart by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

/** The one word by which people know a renderer: `SwiftShader`, `llvmpipe`, `NVIDIA GeForce RTX 3060`. */
export function shortGlName(webgl: WebglInfo): string {
  const known = /SwiftShader|llvmpipe|WARP|Microsoft Basic Render/i.exec(webgl.renderer);
  if (known !== null) return known[0];
  const angle = /^ANGLE \([^,]+, ([^,(]+)/.exec(webgl.renderer);
  return (angle?.[1] ?? webgl.renderer).trim() || 'no WebGL';
}

/** The whole identity, the class first, because a narrow terminal cuts the end: `software: vendor / renderer`. */
export function glIdentity(webgl: WebglInfo): string {
  if (webgl.version === '') return 'no WebGL';
  return `${webgl.software ? 'software' : 'hardware'}: ${webgl.vendor} / ${webgl.renderer}`;
}

/** Browser and ffmpeg of a plan: `HeadlessChrome/156.0 · ffmpeg 5.1.6`. */
export function toolNames(tools: Pick<ToolIdentities, 'browserVersion' | 'ffmpegVersion'>): string {
  return `${tools.browserVersion} · ${tools.ffmpegVersion.replace(/^ffmpeg version /, 'ffmpeg ')}`;
}

/** Frames per second of the video's time against the time it took: `1.4×`. */
export function realtimeFactor(durationSec: number, wallMs: number): string {
  const factor = (durationSec * 1000) / Math.max(1, wallMs);
  return `${factor.toFixed(factor < 10 ? 2 : 0)}×`;
}

/** `████████░░░░`: `share` from 0 to 1, `cells` wide. Rounded down: full means done. */
export function bar(share: number, cells: number): { readonly done: string; readonly rest: string } {
  const filled = Math.max(0, Math.min(cells, Math.floor(share * cells)));
  return { done: '█'.repeat(filled), rest: '░'.repeat(cells - filled) };
}

function wholeSeconds(ms: number): string {
  return prettyMilliseconds(Math.max(1000, Math.ceil(ms / 1000) * 1000), { secondsDecimalDigits: 0 });
}

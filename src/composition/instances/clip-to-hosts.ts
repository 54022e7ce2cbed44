import type { ClipTimes } from '../../page/runtime/relative-start.js';

/** The part of a clip in which all compositions around it are shown. Seconds of the whole composition. */
export interface ShownPart {
  readonly startSec: number;
  /** Null: to the end. */
  readonly endSec: number | null;
  /** How much of the clip's beginning is left out: a medium starts that much later in its file. */
  readonly skippedSec: number;
}

/** Cuts a clip to the times of the compositions around it; null when nothing is left of it. */
export function clipToHosts({ startSec, endSec, hostStartSec, hostEndSec }: ClipTimes): ShownPart | null {
  const from = Math.max(startSec, hostStartSec);
  const to = endSec === null || hostEndSec === null ? (endSec ?? hostEndSec) : Math.min(endSec, hostEndSec);
  if (to !== null && to <= from && (endSec === null || endSec > startSec)) return null;
  return { startSec: from, endSec: to, skippedSec: from - startSec };
}

/** Where a clip starts, as written in `data-start`: seconds, or an offset from the end of another clip. */
export type StartExpression =
  | { readonly kind: 'absolute'; readonly sec: number }
  | { readonly kind: 'after'; readonly clipId: string; readonly offsetSec: number };

/** Reads `2.5`, `intro`, `intro + 2`, `intro - 0.5`. A minus needs a space before it: `intro-2` is an id. */
export function parseStart(text: string): StartExpression | null {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'absolute', sec: 0 };
  const sec = Number(trimmed);
  if (Number.isFinite(sec)) return { kind: 'absolute', sec };
  const match = /^([A-Za-z_][\w-]*)(?:(?:\s*(\+)|\s+(-))\s*(\d*\.?\d+))?$/.exec(trimmed);
  if (match?.[1] === undefined) return null;
  const offset = match[4] === undefined ? 0 : Number(match[4]);
  return { kind: 'after', clipId: match[1], offsetSec: match[3] === '-' ? -offset : offset };
}

/** What one element says about its time. */
export interface ClipSource {
  /** Empty for an element without an id. */
  readonly id: string;
  readonly start: string;
  readonly duration: string | null;
  readonly end: string | null;
  /** Place in the list of the composition host around it, whose start is the origin of its times; null: the root. */
  readonly host: number | null;
}

export interface ClipTimes {
  readonly startSec: number;
  /** Null: to the end. */
  readonly endSec: number | null;
}

/**
 * Resolves the starts of all clips. A clip whose start cannot be resolved gets the start of its host, and a problem
 * that names it and says what to do.
 */
export function resolveClipTimes(sources: readonly ClipSource[]): { times: ClipTimes[]; problems: string[] } {
  const byId = new Map<string, number>();
  sources.forEach((source, index) => {
    if (source.id !== '' && !byId.has(source.id)) byId.set(source.id, index);
  });
  const times: (ClipTimes | undefined)[] = [];
  const underWay = new Set<number>();
  const problems: string[] = [];

  const timesOf = (index: number): ClipTimes => {
    const known = times[index];
    if (known !== undefined) return known;
    const source = sources[index];
    // A host whose own start depends on a clip inside it: the clip reports the cycle, the host counts as 0 meanwhile.
    if (source === undefined || underWay.has(index)) return { startSec: 0, endSec: null };
    underWay.add(index);
    const originSec = source.host === null ? 0 : timesOf(source.host).startSec;
    const startSec = startOf(source, originSec);
    underWay.delete(index);
    const resolved = { startSec, endSec: endOf(source, startSec, originSec, problems) };
    times[index] = resolved;
    return resolved;
  };

  const startOf = (source: ClipSource, originSec: number): number => {
    const name = source.id === '' ? 'A clip' : `Clip "${source.id}"`;
    const start = parseStart(source.start);
    if (start === null) {
      problems.push(`${name} has data-start="${source.start}". Write seconds, or "clipId + seconds".`);
      return originSec;
    }
    if (start.kind === 'absolute') return originSec + start.sec;
    const other = byId.get(start.clipId);
    if (other === undefined) {
      problems.push(`${name} starts after "${start.clipId}", but no clip has that id.`);
      return originSec;
    }
    if (underWay.has(other)) {
      problems.push(`${name} starts after "${start.clipId}", which in turn waits for it. Break the cycle.`);
      return originSec;
    }
    const { endSec } = timesOf(other);
    if (endSec === null) {
      problems.push(`${name} starts after "${start.clipId}", which has no end. Give it a data-duration.`);
      return originSec;
    }
    return endSec + start.offsetSec;
  };

  return { times: sources.map((_, index) => timesOf(index)), problems };
}

function endOf(source: ClipSource, startSec: number, originSec: number, problems: string[]): number | null {
  const [attribute, text] =
    source.duration !== null ? ['data-duration', source.duration] : ['data-end', source.end];
  if (text === null) return null;
  const sec = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(sec)) {
    problems.push(`Clip "${source.id}" has ${attribute}="${text}". Write a number of seconds.`);
    return null;
  }
  if (sec === Number.POSITIVE_INFINITY) return null;
  return (attribute === 'data-duration' ? startSec : originSec) + sec;
}

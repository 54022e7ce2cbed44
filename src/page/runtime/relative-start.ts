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
  /** How messages call it: `Clip "intro" (index.html:12)`. */
  readonly name: string;
  /** Empty for an element without an id. */
  readonly id: string;
  /** `data-composition-id` of a composition host, by which others may name it too. */
  readonly compositionId: string | null;
  readonly start: string;
  readonly duration: string | null;
  readonly end: string | null;
  /** `data-playback-start` of a composition host: the time of its content at which it starts. */
  readonly inPoint: string | null;
  /** Place in the list of the composition host around it, whose content's time its times are in; null: the root. */
  readonly host: number | null;
  /** Place in the list of the host that its file is shown in; names are looked for there first. Null: the entry document. */
  readonly scope: number | null;
}

/** Times of the whole composition. */
export interface ClipTimes {
  readonly startSec: number;
  /** Null: to the end. */
  readonly endSec: number | null;
  /** When the time of its content is 0: its start, earlier with an in-point. */
  readonly originSec: number;
  /** When all compositions around it are shown: nothing of it is seen or heard outside. */
  readonly hostStartSec: number;
  /** Null: to the end. */
  readonly hostEndSec: number | null;
}

/**
 * Resolves the starts of all clips. A clip whose start cannot be resolved gets the start of its host, and a problem
 * that names it and says what to do.
 */
export function resolveClipTimes(sources: readonly ClipSource[]): { times: ClipTimes[]; problems: string[] } {
  const findClip = indexNames(sources);
  const times: (ClipTimes | undefined)[] = [];
  const underWay = new Set<number>();
  const problems: string[] = [];

  const timesOf = (index: number): ClipTimes => {
    const known = times[index];
    if (known !== undefined) return known;
    const source = sources[index];
    // A host whose own start depends on a clip inside it: the clip reports the cycle, the host counts as 0 meanwhile.
    if (source === undefined || underWay.has(index)) return WHOLE;
    underWay.add(index);
    const host = source.host === null ? WHOLE : timesOf(source.host);
    const startSec = startOf(source, host.originSec);
    underWay.delete(index);
    const resolved = {
      startSec,
      endSec: endOf(source, startSec, host.originSec, problems),
      originSec: startSec - inPointOf(source, problems),
      hostStartSec: Math.max(host.hostStartSec, host.startSec),
      hostEndSec: earlier(host.hostEndSec, host.endSec),
    };
    times[index] = resolved;
    return resolved;
  };

  const startOf = (source: ClipSource, originSec: number): number => {
    const { name } = source;
    const start = parseStart(source.start);
    if (start === null) {
      problems.push(`${name} has data-start="${source.start}". Write seconds, or "clipId + seconds".`);
      return originSec;
    }
    if (start.kind === 'absolute') return originSec + start.sec;
    const other = findClip(start.clipId, source.scope);
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

/** The root: from the beginning to the end. */
const WHOLE: ClipTimes = { startSec: 0, endSec: null, originSec: 0, hostStartSec: 0, hostEndSec: null };

/**
 * Finds clips by id, else by composition id: in the file of the one who asks, then in those around it. A file does not
 * see into the files that are shown inside it, in which the same ids may stand again.
 */
function indexNames(
  sources: readonly ClipSource[],
): (name: string, scope: number | null) => number | undefined {
  const names = new Map<string, number>();
  const add = (name: string | null, scope: number | null, index: number) => {
    const key = `${scope} ${name}`;
    if (name && !names.has(key)) names.set(key, index);
  };
  sources.forEach(({ id, scope }, index) => {
    add(id, scope, index);
  });
  sources.forEach(({ compositionId, scope }, index) => {
    add(compositionId, scope, index);
  });
  return (name, asking) => {
    for (let scope = asking; ; scope = sources[scope]?.scope ?? null) {
      const found = names.get(`${scope} ${name}`);
      if (found !== undefined || scope === null) return found;
    }
  };
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function inPointOf({ name, inPoint }: ClipSource, problems: string[]): number {
  if (inPoint === null) return 0;
  const sec = inPoint.trim() === '' ? Number.NaN : Number(inPoint);
  if (Number.isFinite(sec) && sec >= 0) return sec;
  problems.push(`${name} has data-playback-start="${inPoint}". Write a number of seconds, 0 or more.`);
  return 0;
}

function endOf(source: ClipSource, startSec: number, originSec: number, problems: string[]): number | null {
  const [attribute, text] =
    source.duration !== null ? ['data-duration', source.duration] : ['data-end', source.end];
  if (text === null) return null;
  const sec = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(sec)) {
    problems.push(`${source.name} has ${attribute}="${text}". Write a number of seconds.`);
    return null;
  }
  if (sec === Number.POSITIVE_INFINITY) return null;
  return (attribute === 'data-duration' ? startSec : originSec) + sec;
}

import { join } from 'node:path';
import type { RunEvent } from '#src/contract/index.js';
import { type RenderRunOptions, type RunResult, renderRun } from '#src/run/index.js';
import { findProcesses } from './tiny-project.js';

type Ready = Extract<RunEvent, { type: 'worker-ready' }>;
type Progress = Extract<RunEvent, { type: 'chunk-progress' }>;

/** A run together with everything it told. */
export interface RecordedRun {
  readonly runDir: string;
  readonly events: RunEvent[];
  readonly outcome: { readonly result?: RunResult; readonly error?: unknown };
}

/** What to do once, when a chunk is in the middle of capturing. */
export type Disturbance = (progress: Progress, run: { events: RunEvent[]; runDir: string }) => void;

/** Renders with two workers and keeps everything; `disturb` is called once, in the middle of a chunk. */
export async function recordRun(
  place: { dir: string; projectDir: string },
  name: string,
  options: Partial<RenderRunOptions> = {},
  disturb?: Disturbance,
): Promise<RecordedRun> {
  const runDir = options.runDir ?? join(place.dir, 'runs', name);
  const events: RunEvent[] = [];
  let disturbed = false;
  const run = renderRun({
    projectDir: place.projectDir,
    config: { chunkSize: 30 },
    outputPath: join(place.dir, 'out', `${name}.mp4`),
    runsRoot: join(place.dir, 'runs'),
    workers: 2,
    keep: true,
    ...options,
    runDir,
    onEvent(event) {
      events.push(event);
      options.onEvent?.(event);
      if (disturbed || event.type !== 'chunk-progress') return;
      if (event.phase !== 'capture' || event.framesDone < 3) return;
      disturbed = true;
      disturb?.(event, { events, runDir });
    },
  });
  const outcome = await run.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  return { runDir, events, outcome };
}

export function eventsOf<T extends RunEvent['type']>(
  run: RecordedRun,
  type: T,
): Extract<RunEvent, { type: T }>[] {
  return run.events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
}

/** The browser of the worker that renders the chunk. */
export function browserPidOf(progress: Progress, events: readonly RunEvent[]): number {
  const ready = events.filter(
    (event): event is Ready => event.type === 'worker-ready' && event.workerId === progress.workerId,
  );
  const pid = ready.at(-1)?.browserPid;
  if (pid === undefined) throw new Error('the worker has no browser');
  return pid;
}

/** Profile folders of the browsers that a run has had: what their processes can be found by. */
export function profileDirsOf(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'worker-ready') return [];
    const dir = /--user-data-dir=(\S+)/.exec(event.browserCommand)?.[1];
    return dir === undefined ? [] : [dir];
  });
}

/** Processes that a run has left: browsers of its profiles, encoders of its chunks. */
export async function leftovers(run: RecordedRun): Promise<number[]> {
  const needles = [...profileDirsOf(run.events), run.runDir];
  return (await Promise.all(needles.map(findProcesses))).flat();
}

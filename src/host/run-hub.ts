import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  DistributedRenderConfig,
  HostMessage,
  LogLine,
  RunSnapshot,
  RunSummary,
  ToolPaths,
} from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { contains } from '../files/index.js';
import type { NewestFrame } from '../pool/index.js';
import { RunControl, readEventLog, readRunSnapshot, reduceSnapshot, renderRun } from '../run/index.js';
import type { EngineHostOptions } from './engine-host-options.js';
import { folderSizeBytes } from './folder-size.js';
import { toLogLine } from './log-lines.js';
import { RunList } from './run-list.js';
import { SnapshotFeed } from './snapshot-feed.js';

/** What a run is started with. */
export interface StartRequest {
  readonly projectDir: string;
  readonly config: DistributedRenderConfig;
  readonly outputPath: string;
  readonly workers: number | null;
  readonly keep: boolean;
  readonly tools: ToolPaths;
  /** The folder of the run to go on with. */
  readonly resumeDir?: string;
}

interface ActiveRun {
  readonly runId: string;
  readonly abort: AbortController;
  readonly control: RunControl;
  snapshot: RunSnapshot;
  /** What was logged since this process took the run up; the file is not read again for each question. */
  readonly lines: LogLine[];
  readonly done: Promise<unknown>;
}

/** The runs of this computer: those under way, and those that their folders tell of. */
export interface RunHub {
  /** Starts a run and returns as soon as it has an id. @throws what refused it before. */
  start(request: StartRequest): Promise<string>;
  cancel(runId: string): void;
  /** Whether the run is under way in this process. */
  isActive(runId: string): boolean;
  control(runId: string): RunControl;
  /** Lets running chunks finish and starts no other, or goes on; windows are told at once. */
  setPaused(runId: string, paused: boolean): void;
  /** What was logged after an event number, oldest first. */
  log(runId: string, afterSeq: number): Promise<readonly LogLine[]>;
  /** @throws INPUT_NOT_FOUND for a run that is not known. */
  snapshot(runId: string): Promise<RunSnapshot>;
  watch(runId: string, windowId: number): Promise<void>;
  unwatch(runId: string, windowId: number): void;
  forgetWindow(windowId: number): void;
  newestFrame(runId: string, chunkIndex: number): Promise<NewestFrame | null>;
  list(): Promise<RunSummary[]>;
  /** Deletes a run's folder. @returns bytes freed. @throws CONFIG_INVALID while it is under way. */
  discard(runId: string): Promise<number>;
  outputPath(runId: string): Promise<string | null>;
  /** Processes of the browsers that render now. */
  browserPids(): number[];
  close(): Promise<void>;
}

/** Opens the hub on a folder of runs. @param broadcast tells every window. */
export async function createRunHub(
  { runsRoot, env, logger }: EngineHostOptions,
  broadcast: (message: HostMessage) => void,
  sendTo: (windowIds: ReadonlySet<number>, message: HostMessage) => void,
): Promise<RunHub> {
  const active = new Map<string, ActiveRun>();
  const feed = new SnapshotFeed((windowIds, snapshot) => {
    const paused = active.get(snapshot.runId)?.control.isPaused ?? false;
    sendTo(windowIds, { kind: 'run-snapshot', snapshot, paused });
  });

  const requireActive = (runId: string): ActiveRun => {
    const run = active.get(runId);
    if (run !== undefined) return run;
    throw new RenderError('CONFIG_INVALID', 'This run is not under way any more.', { runId });
  };
  const list = new RunList(runsRoot, (runId) => active.get(runId)?.snapshot ?? null);
  const stored = async (runId: string): Promise<RunSnapshot> => {
    const runDir = join(runsRoot, runId);
    const snapshot = contains(runsRoot, runDir) && runDir !== runsRoot ? await readRunSnapshot(runDir) : null;
    if (snapshot !== null) return snapshot;
    throw new RenderError('INPUT_NOT_FOUND', `There is no run ${runId} on this computer.`, { runId });
  };
  const snapshotOf = async (runId: string) => active.get(runId)?.snapshot ?? (await stored(runId));

  return {
    start(request) {
      const abort = new AbortController();
      const control = new RunControl();
      return new Promise((resolve, reject) => {
        let run: ActiveRun | undefined;
        let snapshot: RunSnapshot | null = null;
        const lines: LogLine[] = [];
        // `run-started` comes after a first wait of the driver, when `ended` is there.
        const ended: Promise<unknown> = renderRun({
          projectDir: request.projectDir,
          config: request.config,
          outputPath: request.outputPath,
          workers: request.workers ?? undefined,
          keep: request.keep,
          runsRoot,
          runDir: request.resumeDir,
          resume: request.resumeDir !== undefined,
          signal: abort.signal,
          control,
          tools: request.tools,
          env,
          logger,
          onEvent(event) {
            snapshot = reduceSnapshot(snapshot, event);
            const line = toLogLine(event);
            if (line !== null) lines.push(line);
            if (event.type === 'run-started') {
              run = { runId: event.runId, abort, control, snapshot, lines, done: ended };
              active.set(event.runId, run);
              broadcast({ kind: 'runs-changed' });
              resolve(event.runId);
            }
            if (run !== undefined) run.snapshot = snapshot;
            feed.offer(snapshot);
          },
        })
          // After the start it is the log's last event that tells of a failure.
          .catch(reject)
          .finally(() => {
            if (run !== undefined) active.delete(run.runId);
            broadcast({ kind: 'runs-changed' });
          });
      });
    },
    cancel(runId) {
      requireActive(runId).abort.abort(new RenderError('CANCELLED', 'The run was stopped.', { runId }));
    },
    isActive: (runId) => active.has(runId),
    control: (runId) => requireActive(runId).control,
    setPaused(runId, paused) {
      const { control, snapshot } = requireActive(runId);
      if (paused) control.pause();
      else control.continue();
      feed.offer(snapshot);
    },
    async log(runId, afterSeq) {
      const lines = active.get(runId)?.lines;
      // A resumed run has lines from before this process took it up: those are in the file only.
      if (lines !== undefined && (lines[0]?.seq ?? 0) <= afterSeq + 1)
        return lines.slice(firstAfter(lines, afterSeq));
      const { runDir } = await snapshotOf(runId);
      const events = await readEventLog(runDir);
      return events.filter(({ seq }) => seq > afterSeq).flatMap((event) => toLogLine(event) ?? []);
    },
    snapshot: snapshotOf,
    async watch(runId, windowId) {
      feed.watch(runId, windowId, await snapshotOf(runId));
    },
    unwatch: (runId, windowId) => feed.unwatch(runId, windowId),
    forgetWindow: (windowId) => feed.forgetWindow(windowId),
    async newestFrame(runId, chunkIndex) {
      return (await active.get(runId)?.control.newestFrame(chunkIndex)) ?? null;
    },
    list: () => list.read(),
    async discard(runId) {
      if (active.has(runId))
        throw new RenderError('CONFIG_INVALID', 'Stop the run before you discard it.', { runId });
      const { runDir } = await stored(runId);
      const freedBytes = await folderSizeBytes(runDir);
      await rm(runDir, { recursive: true, force: true, maxRetries: 5 });
      broadcast({ kind: 'runs-changed' });
      return freedBytes;
    },
    async outputPath(runId) {
      const snapshot = await snapshotOf(runId).catch(() => null);
      return snapshot?.state === 'done' ? snapshot.outputPath : null;
    },
    browserPids: () =>
      [...active.values()].flatMap(({ snapshot }) =>
        snapshot.workers.flatMap(({ browserPid }) => browserPid ?? []),
      ),
    async close() {
      feed.close();
      for (const { abort } of active.values())
        abort.abort(new RenderError('CANCELLED', 'Framelane was closed.'));
      await Promise.all([...active.values()].map(({ done }) => done));
    },
  };
}

/** Index of the first line after an event number; lines are in the order of their numbers. */
function firstAfter(lines: readonly LogLine[], afterSeq: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.seq ?? 0) <= afterSeq) low = middle + 1;
    else high = middle;
  }
  return low;
}

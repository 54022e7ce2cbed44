import { access, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type {
  DistributedRenderConfig,
  HostMessage,
  RunSnapshot,
  RunSummary,
  ToolPaths,
} from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { contains } from '../files/index.js';
import type { NewestFrame } from '../pool/index.js';
import { RunControl, readRunFile, readRunSnapshot, reduceSnapshot, renderRun } from '../run/index.js';
import type { EngineHostOptions } from './engine-host-options.js';
import { folderSizeBytes } from './folder-size.js';
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
  readonly done: Promise<unknown>;
}

/** The runs of this computer: those under way, and those that their folders tell of. */
export interface RunHub {
  /** Starts a run and returns as soon as it has an id. @throws what refused it before. */
  start(request: StartRequest): Promise<string>;
  cancel(runId: string): void;
  control(runId: string): RunControl;
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
  const directories = async (): Promise<string[]> => {
    const entries = await readdir(runsRoot, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(runsRoot, entry.name));
  };
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
            if (event.type === 'run-started') {
              run = { runId: event.runId, abort, control, snapshot, done: ended };
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
    control: (runId) => requireActive(runId).control,
    snapshot: snapshotOf,
    async watch(runId, windowId) {
      feed.watch(runId, windowId, await snapshotOf(runId));
    },
    unwatch: (runId, windowId) => feed.unwatch(runId, windowId),
    forgetWindow: (windowId) => feed.forgetWindow(windowId),
    async newestFrame(runId, chunkIndex) {
      return (await active.get(runId)?.control.newestFrame(chunkIndex)) ?? null;
    },
    async list() {
      const summaries = await Promise.all(
        (await directories()).map(async (runDir) => {
          const running = active.get(basename(runDir));
          const snapshot = running?.snapshot ?? (await readRunSnapshot(runDir).catch(() => null));
          return snapshot === null ? null : summarise(snapshot);
        }),
      );
      return summaries.filter((summary) => summary !== null).sort((a, b) => b.startedAtMs - a.startedAtMs);
    },
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

async function summarise(snapshot: RunSnapshot): Promise<RunSummary> {
  const outputExists = await access(snapshot.outputPath).then(
    () => snapshot.state === 'done',
    () => false,
  );
  const size = outputExists ? await stat(snapshot.outputPath).catch(() => null) : null;
  const file = await readRunFile(snapshot.runDir).catch(() => null);
  return {
    runId: snapshot.runId,
    projectId: null,
    projectName: basename(file?.projectDir ?? snapshot.projectDir),
    state: snapshot.state,
    startedAtMs: snapshot.startedAtMs,
    endedAtMs: snapshot.endedAtMs,
    chunksDone: snapshot.chunks.filter(({ state }) => state === 'done' || state === 'reused').length,
    chunkCount: snapshot.chunks.length,
    framesTotal: snapshot.framesTotal,
    outputName: basename(snapshot.outputPath),
    outputExists,
    sizeBytes: size?.isFile() === true ? size.size : null,
  };
}

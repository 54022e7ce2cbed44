import { access, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RunSnapshot, RunSummary } from '../contract/index.js';
import { readRunFile, readRunSnapshot, runFolder } from '../run/index.js';

interface Known {
  /** Size and time of the log when it was read. */
  readonly stamp: string;
  readonly summary: RunSummary;
  readonly outputPath: string;
}

/** The runs of a folder, newest first. The log of a run that has ended is read once, not each time a list is asked for. */
export class RunList {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly runsRoot: string,
    /** The snapshot of a run that is under way in this process; null for any other. */
    private readonly running: (runId: string) => RunSnapshot | null,
  ) {}

  async read(): Promise<RunSummary[]> {
    const entries = await readdir(this.runsRoot, { withFileTypes: true }).catch(() => []);
    const folders = entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(this.runsRoot, name));
    const summaries = await Promise.all(folders.map((runDir) => this.#summaryOf(runDir)));
    return summaries.filter((summary) => summary !== null).sort((a, b) => b.startedAtMs - a.startedAtMs);
  }

  async #summaryOf(runDir: string): Promise<RunSummary | null> {
    const running = this.running(basename(runDir));
    if (running !== null) return withOutput(await summarise(running), running.outputPath);
    const log = await stat(runFolder(runDir).events).catch(() => null);
    if (log === null) return null;
    const stamp = `${log.size} ${log.mtimeMs}`;
    const known = this.#known.get(runDir);
    if (known?.stamp === stamp) return withOutput(known.summary, known.outputPath);
    const snapshot = await readRunSnapshot(runDir).catch(() => null);
    if (snapshot === null) return null;
    const summary = await summarise(snapshot);
    // Whether a run without an end is interrupted follows from its process, not from its log.
    if (snapshot.endedAtMs !== null)
      this.#known.set(runDir, { stamp, summary, outputPath: snapshot.outputPath });
    return withOutput(summary, snapshot.outputPath);
  }
}

async function summarise(snapshot: RunSnapshot): Promise<RunSummary> {
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
    outputExists: false,
    sizeBytes: null,
  };
}

/** The output can be deleted or moved at any time: it is looked at each time. */
async function withOutput(summary: RunSummary, outputPath: string): Promise<RunSummary> {
  if (summary.state !== 'done') return summary;
  const outputExists = await access(outputPath).then(
    () => true,
    () => false,
  );
  const found = outputExists ? await stat(outputPath).catch(() => null) : null;
  return { ...summary, outputExists, sizeBytes: found?.isFile() === true ? found.size : null };
}

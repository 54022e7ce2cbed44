import type { HostMethod, RunSnapshot } from '../../src/contract/index.js';
import { notifyInBrowser } from '../api/index.js';
import { refreshRuns } from './engine-actions.js';
import { toFailure } from './failure.js';
import type { Model } from './model.js';
import { isRunOver } from './run-facts.js';
import { describeNews } from './run-news.js';
import { goTo, openSheet, showFailure, showToast } from './ui-actions.js';

/** Shows a run: the host answers with whole snapshots from now on. */
export async function openRun(model: Model, runId: string): Promise<void> {
  const { run, client } = model;
  const before = run.getState().runId;
  if (before !== runId) {
    if (before !== null) client.request('run.unwatch', { runId: before }).catch(() => undefined);
    run.setState({
      runId,
      snapshot: null,
      paused: false,
      failure: null,
      selectedChunk: null,
      selection: new Set(),
      logChunk: null,
      log: [],
      output: null,
    });
  }
  goTo(model, 'run');
  await watchRun(model);
}

/** Asks for the snapshots of the current run again, after a reconnect or a reload. */
export async function watchRun(model: Model): Promise<void> {
  const { runId } = model.run.getState();
  if (runId === null) return;
  try {
    await model.client.request('run.watch', { runId });
    model.run.setState({ failure: null });
  } catch (error) {
    if (model.run.getState().runId === runId) model.run.setState({ failure: toFailure(error) });
  }
}

/** Takes a snapshot of the host: keeps it, tells what changed, and fetches the output when the run is over. */
export function receiveSnapshot(model: Model, snapshot: RunSnapshot, paused: boolean): void {
  const state = model.run.getState();
  if (state.runId !== snapshot.runId) return;
  const before = state.snapshot;
  if (before !== null && before.seq > snapshot.seq) return;
  model.run.setState({ snapshot, paused });
  const news = describeNews(before, snapshot);
  if (news.polite !== null) model.ui.setState({ politeNews: news.polite });
  if (news.urgent !== null) model.ui.setState({ urgentNews: news.urgent });
  if (!isRunOver(snapshot.state)) return;
  if (before !== null && !isRunOver(before.state)) announceEnd(model, snapshot);
  if (snapshot.state === 'done' && state.output === null) void fetchOutput(model, snapshot.runId);
}

function announceEnd(model: Model, snapshot: RunSnapshot): void {
  void refreshRuns(model);
  if (snapshot.state === 'cancelled' || snapshot.state === 'interrupted') return;
  const ok = snapshot.state === 'done';
  const title = ok ? 'Video finished and verified' : 'The run failed';
  const body = ok ? fileName(snapshot.outputPath) : (snapshot.error?.message ?? '');
  showToast(model, { tone: ok ? 'ok' : 'fail', title, body });
  if (model.shell === null) notifyInBrowser(title, body);
  else model.shell.notify({ title, body, runId: snapshot.runId });
}

async function fetchOutput(model: Model, runId: string): Promise<void> {
  try {
    const output = await model.client.request('run.output', { runId });
    if (model.run.getState().runId === runId) model.run.setState({ output });
  } catch {
    // The report card then offers no download; the path stays visible.
  }
}

type RunCommand = Extract<HostMethod, 'run.cancel' | 'run.pause' | 'run.continue' | 'run.retry-failed'>;

/** Sends a command about the current run; a refusal is shown as an error card. */
export async function commandRun(model: Model, method: RunCommand): Promise<void> {
  const { runId } = model.run.getState();
  if (runId === null) return;
  await attempt(model, () => model.client.request(method, { runId }));
}

/** A run that has worked longer than this is not stopped by one key, milliseconds. */
const ASK_AFTER_MS = 60_000;

/** Stops the current run; one that has worked for more than a minute only after a question. */
export function cancelRun(model: Model): void {
  const { snapshot } = model.run.getState();
  if (snapshot !== null && Date.now() - snapshot.startedAtMs > ASK_AFTER_MS) openSheet(model, 'cancel');
  else void commandRun(model, 'run.cancel');
}

export async function commandChunks(
  model: Model,
  method: 'run.cancel-chunk' | 'run.retry-chunk',
  chunkIndexes: readonly number[],
): Promise<void> {
  const { runId } = model.run.getState();
  if (runId === null) return;
  for (const chunkIndex of chunkIndexes) {
    await attempt(model, () => model.client.request(method, { runId, chunkIndex }));
  }
}

/** Goes on with a run that ended before it was done; its verified chunks are kept. */
export async function resumeRun(model: Model, runId: string): Promise<void> {
  await attempt(model, async () => {
    const resumed = await model.client.request('run.resume', { runId });
    model.run.setState({ snapshot: null, output: null });
    await openRun(model, resumed.runId);
    void refreshRuns(model);
  });
}

/** Deletes a run's files. Returns the bytes that became free, or null when it failed. */
export async function discardRun(model: Model, runId: string): Promise<number | null> {
  let freed: number | null = null;
  await attempt(model, async () => {
    freed = (await model.client.request('run.discard', { runId })).freedBytes;
    if (model.run.getState().runId === runId)
      model.run.setState({ runId: null, snapshot: null, output: null });
    await refreshRuns(model);
  });
  return freed;
}

/** Makes a chunk the selected one everywhere: lanes, table, inspector, log. */
export function selectChunk(model: Model, chunkIndex: number | null): void {
  model.run.setState({
    selectedChunk: chunkIndex,
    selection: new Set(chunkIndex === null ? [] : [chunkIndex]),
  });
}

async function attempt(model: Model, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    showFailure(model, toFailure(error));
  }
}

/** The last part of a path of either kind of system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

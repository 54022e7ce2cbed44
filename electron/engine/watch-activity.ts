import type { HostMessage, RunSnapshot, RunSummary } from '../../src/contract/index.js';
import type { EngineHost, HostTransport } from '../../src/host/index.js';
import { type Activity, IDLE } from './engine-messages.js';

const UNDER_WAY: ReadonlySet<string> = new Set(['planning', 'rendering', 'assembling', 'cancelling']);
/** Parts of the one bar of the taskbar: the plan's end and the last frame; what remains is joining and checking. */
const SHARE_PLANNED = 0.1;
const SHARE_RENDERED = 0.9;

interface RunActivity {
  /** Null while it is being planned. */
  readonly share: number | null;
  readonly paused: boolean;
  readonly failedChunks: number;
}

/** Follows the runs as one more window of the engine, and tells when what the taskbar shows has changed. */
export function watchActivity(host: EngineHost, onChange: (activity: Activity) => void): void {
  const runs = new Map<string, RunActivity>();
  let ask: (message: unknown) => void = () => {};
  let nextId = 1;
  let listId = 0;
  const request = (method: string, input: unknown): number => {
    const id = nextId++;
    ask({ kind: 'request', id, method, input });
    return id;
  };
  const askForRuns = () => {
    listId = request('runs.list', {});
  };
  const receive = (message: HostMessage) => {
    if (message.kind === 'runs-changed') askForRuns();
    if (message.kind === 'run-snapshot') {
      const { snapshot, paused } = message;
      if (UNDER_WAY.has(snapshot.state)) runs.set(snapshot.runId, activityOf(snapshot, paused));
      else runs.delete(snapshot.runId);
      onChange(sumUp([...runs.values()]));
    }
    if (message.kind === 'answer' && message.id === listId && message.ok) {
      const active = (message.value as readonly RunSummary[]).filter(({ state }) => UNDER_WAY.has(state));
      const ids = new Set(active.map(({ runId }) => runId));
      for (const runId of runs.keys()) if (!ids.has(runId)) runs.delete(runId);
      for (const runId of ids) {
        if (runs.has(runId)) continue;
        runs.set(runId, { share: null, paused: false, failedChunks: 0 });
        request('run.watch', { runId });
      }
      onChange(sumUp([...runs.values()]));
    }
  };
  const transport: HostTransport = {
    send: (message) => receive(message as HostMessage),
    onMessage: (listener) => {
      ask = listener;
    },
    onClose: () => {},
    close: () => {},
  };
  host.connect(transport, { outputUrl: () => null });
  askForRuns();
}

function activityOf(snapshot: RunSnapshot, paused: boolean): RunActivity {
  const { state, plan, framesDone, framesTotal, chunks } = snapshot;
  const failedChunks = chunks.filter((chunk) => chunk.state === 'failed').length;
  if (state === 'assembling') return { share: SHARE_RENDERED, paused, failedChunks };
  if (plan === null || framesTotal === 0) return { share: null, paused, failedChunks };
  const rendered = Math.min(1, framesDone / framesTotal);
  return { share: SHARE_PLANNED + (SHARE_RENDERED - SHARE_PLANNED) * rendered, paused, failedChunks };
}

function sumUp(runs: readonly RunActivity[]): Activity {
  if (runs.length === 0) return IDLE;
  const total = runs.reduce((sum, { share }) => sum + (share ?? 0), 0);
  return {
    runs: runs.length,
    share: runs.every(({ share }) => share === null) ? null : total / runs.length,
    paused: runs.every(({ paused }) => paused),
    failedChunks: runs.reduce((sum, { failedChunks }) => sum + failedChunks, 0),
  };
}

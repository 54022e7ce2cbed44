import type { HostMessage, RunSnapshot, RunSummary } from '../../src/contract/index.js';
import type { EngineHost, HostTransport } from '../../src/host/index.js';
import type { Activity } from './engine-messages.js';

const UNDER_WAY: ReadonlySet<string> = new Set(['planning', 'rendering', 'assembling', 'cancelling']);
/** Parts of the one bar of the taskbar: the plan's end and the last frame; what remains is joining and checking. */
const SHARE_PLANNED = 0.1;
const SHARE_RENDERED = 0.9;

/** Follows the runs as one more window of the engine, and tells when what the taskbar shows has changed. */
export function watchActivity(host: EngineHost, onChange: (activity: Activity) => void): void {
  const shares = new Map<string, number>();
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
  const tell = () => {
    const known = [...shares.values()];
    const sum = known.reduce((total, share) => total + share, 0);
    onChange({ runs: known.length, share: known.length === 0 ? null : sum / known.length });
  };
  const receive = (message: HostMessage) => {
    if (message.kind === 'runs-changed') askForRuns();
    if (message.kind === 'run-snapshot') {
      const { runId, state } = message.snapshot;
      if (UNDER_WAY.has(state)) shares.set(runId, shareOf(message.snapshot));
      else shares.delete(runId);
      tell();
    }
    if (message.kind === 'answer' && message.id === listId && message.ok) {
      const active = (message.value as readonly RunSummary[]).filter(({ state }) => UNDER_WAY.has(state));
      const ids = new Set(active.map(({ runId }) => runId));
      for (const runId of shares.keys()) if (!ids.has(runId)) shares.delete(runId);
      for (const runId of ids) {
        if (shares.has(runId)) continue;
        shares.set(runId, 0);
        request('run.watch', { runId });
      }
      tell();
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

function shareOf({ state, plan, framesDone, framesTotal }: RunSnapshot): number {
  if (state === 'assembling') return SHARE_RENDERED;
  if (plan === null || framesTotal === 0) return 0;
  return SHARE_PLANNED + (SHARE_RENDERED - SHARE_PLANNED) * Math.min(1, framesDone / framesTotal);
}

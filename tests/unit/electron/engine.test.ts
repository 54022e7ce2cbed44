import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => import('./fake-electron.js'));
// The engine itself is another process's: its code is not needed to talk to it.
vi.mock('../../../src/host/index.js', () => ({ messagePortTransport: vi.fn() }));

import { EngineClient } from '../../../electron/engine/engine-client.js';
import type { Activity } from '../../../electron/engine/engine-messages.js';
import { serveParent } from '../../../electron/engine/serve-parent.js';
import { watchActivity } from '../../../electron/engine/watch-activity.js';
import type { HostMessage } from '../../../src/contract/index.js';
import type { EngineHost, HostTransport } from '../../../src/host/index.js';
import { type FakeEngineProcess, utilityProcess } from './fake-electron.js';

describe('EngineClient', () => {
  const onGone = vi.fn();
  const onActivity = vi.fn();
  const client = () =>
    new EngineClient({ modulePath: '/app/engine.js', handles: () => [], onActivity, onGone });
  const child = () => utilityProcess.started.at(-1) as FakeEngineProcess;
  beforeEach(() => {
    vi.clearAllMocks();
    vi.useRealTimers();
  });

  it('refuses a window when the engine says that it cannot start, or ends before it can say', async () => {
    const engine = client();
    const first = engine.connect();
    child().emit('message', { kind: 'failed', message: 'the disk is full' });
    await expect(first).rejects.toThrow('the disk is full');
    child().emit('exit', 1);
    const second = engine.connect();
    child().emit('exit', 7);
    await expect(second).rejects.toThrow('ended with code 7');
    expect(utilityProcess.started).toHaveLength(2);
  });

  it('takes no message of another shape', async () => {
    const engine = client();
    const connecting = engine.connect();
    for (const message of [null, 'ready', { kind: 'ready', extra: 1 }, { kind: 'activity', activity: {} }]) {
      child().emit('message', message);
    }
    expect(onActivity).not.toHaveBeenCalled();
    child().emit('message', { kind: 'ready' });
    await connecting;
  });

  it('has no file for a run whose engine died over the question', async () => {
    const engine = client();
    const asked = engine.outputPath('run-1');
    child().emit('message', { kind: 'ready' });
    await vi.waitFor(() => expect(child().sent.at(-1)?.message.kind).toBe('output-path'));
    child().emit('exit', 139);
    expect(await asked).toBeNull();
    expect(onGone).toHaveBeenCalledWith(139);
  });

  it('kills an engine that does not end, and starts none any more', async () => {
    vi.useFakeTimers();
    const engine = client();
    const connecting = engine.connect();
    child().emit('message', { kind: 'ready' });
    await connecting;
    const closed = engine.close();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(child().kill).toHaveBeenCalled();
    await closed;
    expect(onGone).not.toHaveBeenCalled();
    await expect(engine.connect()).rejects.toThrow('being closed');
  });
});

describe('serveParent', () => {
  it('tells of a host that does not start, and ends', async () => {
    const told: unknown[] = [];
    const exit = vi.fn();
    await serveParent(
      { postMessage: (message) => told.push(message), on: () => {} },
      async () => {
        throw new Error('no folder');
      },
      exit,
    );
    expect(told).toEqual([{ kind: 'failed', message: 'no folder' }]);
    expect(exit).toHaveBeenCalledWith(1);
  });

  it('knows handles that were sent before the host was there', async () => {
    let listener: (event: { data: unknown; ports: never[] }) => void = () => {};
    let resolve: (handle: string) => string | null = () => null;
    await serveParent(
      {
        postMessage: () => {},
        on: (_name, added) => {
          listener = added;
        },
      },
      async (resolveHandle) => {
        resolve = resolveHandle;
        await Promise.resolve();
        listener({ data: { kind: 'handle', handle: 'path-1', path: '/promo' }, ports: [] });
        listener({ data: { kind: 'handle', handle: 'path-2', path: '/x', extra: 1 }, ports: [] });
        return { connect: () => {}, outputPath: async () => null, close: async () => {} };
      },
      () => {},
    );
    expect(resolve('path-1')).toBe('/promo');
    expect(resolve('path-2')).toBeNull();
    expect(resolve('/etc')).toBeNull();
  });
});

describe('watchActivity', () => {
  let send: (message: HostMessage) => void;
  const asked: { id: number; method: string; input: unknown }[] = [];
  const seen: Activity[] = [];
  const host: EngineHost = {
    connect(transport: HostTransport) {
      send = (message) => transport.send(message);
      transport.onMessage((message) => asked.push(message as (typeof asked)[number]));
    },
    outputPath: async () => null,
    close: async () => {},
  };
  beforeEach(() => {
    asked.length = 0;
    seen.length = 0;
    watchActivity(host, (activity) => seen.push(activity));
  });
  const answerList = (runs: readonly { runId: string; state: string }[]) =>
    send({
      kind: 'answer',
      id: asked.filter(({ method }) => method === 'runs.list').at(-1)?.id ?? 0,
      ok: true,
      value: runs,
    });
  const snapshot = (over: Record<string, unknown>, paused = false) =>
    send({
      kind: 'run-snapshot',
      paused,
      snapshot: {
        runId: 'a',
        state: 'rendering',
        plan: {},
        framesDone: 50,
        framesTotal: 100,
        chunks: [],
        ...over,
      },
    } as unknown as HostMessage);

  it('watches what is under way, also what another window starts', () => {
    answerList([
      { runId: 'old', state: 'done' },
      { runId: 'a', state: 'rendering' },
    ]);
    expect(asked.at(-1)).toMatchObject({ method: 'run.watch', input: { runId: 'a' } });
    expect(seen.at(-1)).toEqual({ runs: 1, share: null, paused: false, failedChunks: 0 });
    send({ kind: 'runs-changed' });
    answerList([
      { runId: 'a', state: 'rendering' },
      { runId: 'b', state: 'planning' },
    ]);
    expect(asked.at(-1)).toMatchObject({ method: 'run.watch', input: { runId: 'b' } });
    expect(seen.at(-1)?.runs).toBe(2);
  });

  it('shows one share for all, and what is wrong', () => {
    answerList([{ runId: 'a', state: 'rendering' }]);
    snapshot({});
    expect(seen.at(-1)?.share).toBeCloseTo(0.5);
    snapshot({ plan: null });
    expect(seen.at(-1)?.share).toBeNull();
    snapshot({ state: 'assembling' });
    expect(seen.at(-1)?.share).toBe(0.9);
    snapshot({ chunks: [{ state: 'failed' }, { state: 'done' }] }, true);
    expect(seen.at(-1)).toMatchObject({ paused: true, failedChunks: 1 });
    snapshot({ state: 'done' });
    expect(seen.at(-1)).toEqual({ runs: 0, share: null, paused: false, failedChunks: 0 });
  });
});

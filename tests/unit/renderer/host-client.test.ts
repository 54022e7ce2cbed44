import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reconnectDelayMs } from '../../../renderer/api/backoff.js';
import { DisconnectedError, HostClient } from '../../../renderer/api/host-client.js';
import type { TransportEvents } from '../../../renderer/api/transport.js';
import type { HostRequest } from '../../../src/contract/index.js';

function makeClient() {
  const sent: HostRequest[] = [];
  const connections: TransportEvents[] = [];
  const client = new HostClient((events) => {
    connections.push(events);
    return { send: (data) => sent.push(data as HostRequest), close: () => undefined };
  });
  const current = () => {
    const events = connections.at(-1);
    if (events === undefined) throw new Error('not connected');
    return events;
  };
  return { client, sent, connections, current };
}

describe('HostClient', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('keeps requests until the connection is there, then answers by id', async () => {
    const { client, sent, current } = makeClient();
    client.start();
    const answer = client.request('run.start', {
      projectId: 'p',
      config: {},
      workers: null,
      outputName: null,
    });
    expect(sent).toHaveLength(0);
    current().onOpen();
    expect(sent[0]).toMatchObject({ kind: 'request', method: 'run.start' });
    current().onMessage({ kind: 'answer', id: 999, ok: true, value: { runId: 'other' } });
    current().onMessage({ kind: 'answer', id: sent[0]?.id, ok: true, value: { runId: 'r1' } });
    await expect(answer).resolves.toEqual({ runId: 'r1' });
  });

  it('refuses an answer of another shape', async () => {
    const { client, sent, current } = makeClient();
    client.start();
    current().onOpen();
    const answer = client.request('run.start', {
      projectId: 'p',
      config: {},
      workers: null,
      outputName: null,
    });
    current().onMessage({ kind: 'answer', id: sent[0]?.id, ok: true, value: { runId: 7 } });
    await expect(answer).rejects.toMatchObject({ code: 'INTERNAL', details: { field: 'runId' } });
  });

  it('throws the host’s error with its code and details', async () => {
    const { client, sent, current } = makeClient();
    client.start();
    current().onOpen();
    const answer = client.request('machine.check', {});
    const error = {
      code: 'FFMPEG_NOT_FOUND',
      message: 'no ffmpeg',
      retryable: false,
      details: { path: 'x' },
    };
    current().onMessage({ kind: 'answer', id: sent[0]?.id, ok: false, error });
    await expect(answer).rejects.toMatchObject({ code: 'FFMPEG_NOT_FOUND', details: { path: 'x' } });
  });

  it('rejects what was open when the connection goes, and connects again with growing pauses', async () => {
    const { client, connections, current } = makeClient();
    client.start();
    current().onOpen();
    const answer = client.request('machine.check', {});
    current().onClose('gone');
    await expect(answer).rejects.toBeInstanceOf(DisconnectedError);
    expect(client.state.kind).toBe('lost');
    await vi.advanceTimersByTimeAsync(reconnectDelayMs(0));
    expect(connections).toHaveLength(2);
    current().onClose('still gone');
    await vi.advanceTimersByTimeAsync(reconnectDelayMs(1) - 1);
    expect(connections).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    current().onOpen();
    expect(client.state.kind).toBe('open');
    expect(reconnectDelayMs(50)).toBe(8000);
  });

  it('passes news on and drops what is none', () => {
    const { client, current } = makeClient();
    const heard: string[] = [];
    client.onNews((news) => heard.push(news.kind));
    client.start();
    current().onOpen();
    current().onMessage({ kind: 'runs-changed' });
    current().onMessage({ kind: 'run-snapshot', snapshot: { runId: 3 }, paused: false });
    current().onMessage('noise');
    expect(heard).toEqual(['runs-changed']);
  });
});

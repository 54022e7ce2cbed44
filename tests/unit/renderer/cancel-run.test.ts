import { expect, it } from 'vitest';
import { HostClient } from '../../../renderer/api/host-client.js';
import { DemoRun } from '../../../renderer/dev/demo-run.js';
import { createModel } from '../../../renderer/state/model.js';
import { cancelRun } from '../../../renderer/state/run-actions.js';
import type { HostRequest } from '../../../src/contract/index.js';

const run = new DemoRun({
  frameCount: 900,
  chunkCount: 9,
  workers: 1,
  msPerFrame: 42,
  flaky: [],
  broken: [],
});

function modelAt(elapsedMs: number) {
  const sent: HostRequest[] = [];
  const client = new HostClient((events) => {
    queueMicrotask(() => events.onOpen());
    return { send: (data) => sent.push(data as HostRequest), close: () => undefined };
  });
  client.start();
  const model = createModel(client, null);
  const snapshot = run.snapshotAt('r1', elapsedMs, Date.now() - elapsedMs, null);
  model.run.setState({ runId: 'r1', snapshot });
  return { model, methods: () => sent.map(({ method }) => method) };
}

it('a run that has just begun is stopped at once', async () => {
  const { model, methods } = modelAt(20_000);
  cancelRun(model);
  await expect.poll(methods).toEqual(['run.cancel']);
  expect(model.ui.getState().sheet).toBeNull();
});

it('a run that has worked for more than a minute is stopped after a question', async () => {
  const { model, methods } = modelAt(70_000);
  cancelRun(model);
  expect(model.ui.getState().sheet).toBe('cancel');
  expect(methods()).toEqual([]);
});

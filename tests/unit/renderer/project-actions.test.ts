import { expect, it } from 'vitest';
import { HostClient } from '../../../renderer/api/host-client.js';
import type { TransportEvents } from '../../../renderer/api/transport.js';
import { demoProject } from '../../../renderer/dev/demo-data.js';
import { createModel } from '../../../renderer/state/model.js';
import { setTrust, startRun } from '../../../renderer/state/project-actions.js';
import type { HostRequest } from '../../../src/contract/index.js';

/** A model whose engine answers when the test says so. */
function openModel() {
  const sent: HostRequest[] = [];
  let engine: TransportEvents | undefined;
  const client = new HostClient((events) => {
    engine = events;
    return { send: (data) => sent.push(data as HostRequest), close: () => undefined };
  });
  client.start();
  engine?.onOpen();
  const answer = (method: string, value: unknown) => {
    const request = sent.find((candidate) => candidate.method === method);
    if (request === undefined) throw new Error(`${method} was not asked`);
    engine?.onMessage({ kind: 'answer', id: request.id, ok: true, value });
  };
  const model = createModel(client, null);
  model.project.setState({ project: demoProject('restricted') });
  return { model, sent, answer, methods: () => sent.map(({ method }) => method) };
}

it('a render that is asked for while trust is being given waits for it instead of asking for trust again', async () => {
  const { model, answer, methods } = openModel();
  const trusted = setTrust(model, 'trusted');
  const started = startRun(model);
  answer('project.trust', demoProject('trusted'));
  await trusted;
  await expect.poll(methods).toContain('run.start');
  answer('run.start', { runId: 'r1' });
  await expect.poll(methods).toContain('run.watch');
  answer('run.watch', {});
  await started;
  expect(model.ui.getState()).toMatchObject({ sheet: null, view: 'run' });
});

it('a render of a restricted project opens the trust gate and starts nothing', async () => {
  const { model, methods } = openModel();
  await startRun(model);
  expect(model.ui.getState().sheet).toBe('trust');
  expect(methods()).not.toContain('run.start');
});

import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { RunControl } from '#src/run/run-control.js';

it('lets chunks begin while it is not paused, and leaves nothing on the signal of the run', async () => {
  const control = new RunControl();
  const { signal } = new AbortController();
  for (let chunk = 0; chunk < 20; chunk++) await control.whenNotPaused(signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

it('holds chunks back while it is paused; going on and cancelling let them go', async () => {
  const control = new RunControl();
  const cancel = new AbortController();
  control.pause();
  let passed = 0;
  const waiting = [control.whenNotPaused(cancel.signal), control.whenNotPaused(new AbortController().signal)];
  for (const wait of waiting) void wait.then(() => passed++);
  await new Promise((resolve) => setImmediate(resolve));
  expect(passed).toBe(0);
  cancel.abort();
  await waiting[0];
  expect(passed).toBe(1);
  control.continue();
  await waiting[1];
  expect(passed).toBe(2);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { BrowserSession } from '#src/browser/index.js';
import { readComposition } from '#src/composition/index.js';
import { type DistributedRenderConfig, validateDistributedRenderConfig } from '#src/contract/index.js';
import { RenderError } from '#src/errors/index.js';
import { describePage } from '#src/plan/describe-page.js';
import { measurePage } from '#src/plan/measure-page.js';
import { PlanBrowser } from '#src/plan/plan-browser.js';
import { noopLogger } from '#src/trace/index.js';
import { fakeSession, hung } from './fake-session.js';

async function measure(session: BrowserSession, settings: DistributedRenderConfig = {}) {
  const projectDir = await mkdtemp(join(tmpdir(), 'framelane-measure-'));
  onTestFinished(() => rm(projectDir, { recursive: true, force: true }));
  await writeFile(join(projectDir, 'index.html'), '<p data-composition-id="main" data-duration="2">x</p>');
  const composition = await readComposition(projectDir, 'index.html');
  const config = validateDistributedRenderConfig(settings);
  return measurePage({
    composition,
    config,
    page: describePage(composition, config),
    compiledDir: projectDir,
    lastMediaSec: null,
    mediaSources: {},
    browser: new PlanBrowser({ session }),
    signal: undefined,
    logger: noopLogger,
  });
}

it('takes screenshots of a page that hangs with begin-frame, and says so', async () => {
  const { session, opened } = fakeSession(({ captureMode }) => (captureMode === 'begin-frame' ? hung : null));
  const measured = await measure(session);
  expect(measured.captureMode).toBe('screenshot');
  expect(measured.beginFrameFailure).toContain('frame 0 was not drawn within 10 s');
  expect(opened.map((options) => [options.captureMode, options.inactivityTimeoutMs])).toEqual([
    ['begin-frame', 10_000],
    ['begin-frame', 10_000],
    ['screenshot', undefined],
  ]);
});

it('stays with begin-frame when it failed only once', async () => {
  let captures = 0;
  const { session } = fakeSession(() => (captures++ === 0 ? hung : null));
  expect(await measure(session)).toMatchObject({
    captureMode: 'begin-frame',
    beginFrameFailure: null,
  });
});

it('does not try screenshots when begin-frame was asked for, or when the page itself fails', async () => {
  await expect(
    measure(fakeSession(() => hung).session, { captureMode: 'begin-frame' }),
  ).rejects.toMatchObject({ code: 'CAPTURE_TIMEOUT' });
  const { session, opened } = fakeSession(() => new RenderError('COMPOSITION_ERROR', 'boom'));
  await expect(measure(session)).rejects.toMatchObject({ code: 'COMPOSITION_ERROR' });
  expect(opened).toHaveLength(1);
});

it('names the frame that failed', async () => {
  const { session } = fakeSession((_, frameIndex) =>
    frameIndex === 30 ? new RenderError('COMPOSITION_ERROR', 'boom') : null,
  );
  await expect(measure(session)).rejects.toMatchObject({
    message: 'Frame 30: boom',
    details: { frameIndex: 30 },
  });
});

it('samples more frames for a cost curve', async () => {
  const { frameCosts } = await measure(fakeSession(() => null).session, { balance: 'cost' });
  expect(frameCosts).toHaveLength(12);
  expect(frameCosts[0]).toEqual({ frameIndex: 2, costMs: expect.any(Number) });
});

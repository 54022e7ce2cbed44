import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChunkRenderer } from '#src/chunk/chunk-renderer.js';
import { type ErrorCode, RenderError } from '#src/errors/index.js';
import { plan, type SampleElsewhere } from '#src/plan/index.js';
import { writeTinyProject } from '../run/tiny-project.js';

/** Long enough that raw repays its comparison. */
const DURATION_SEC = 6;

let dir = '';
let planned = 0;
const renderer = createChunkRenderer();
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-sample-test-'));
  await writeTinyProject(join(dir, 'project'), DURATION_SEC);
});
afterAll(async () => {
  await renderer.close();
  await rm(dir, { recursive: true, force: true });
});

async function planWith(sampleElsewhere: SampleElsewhere | undefined) {
  const planDir = join(dir, `plan-${planned++}`);
  const { planHash, encoder } = await plan(join(dir, 'project'), {}, planDir, { sampleElsewhere });
  return { planHash, captureMode: encoder.captureMode, why: encoder.captureModeWhy };
}

const failWith = (code: ErrorCode, message: string) => () => Promise.reject(new RenderError(code, message));

it('takes the raw frames from another browser, and plans the same', async () => {
  const alone = await planWith(undefined);
  expect(alone).toMatchObject({ captureMode: 'raw' });
  const asked: unknown[] = [];
  const beside = await planWith((request, signal) => {
    asked.push(request.page.captureMode);
    return renderer.sample(request, signal);
  });
  expect(asked).toEqual(['raw']);
  expect(beside).toEqual(alone);
});

it.each([
  ['there is no other browser', () => null],
  ['the other browser has crashed', failWith('BROWSER_CRASHED', 'gone')],
  ['the other browser does not start', failWith('BROWSER_LAUNCH_FAILED', 'no')],
])('does it all in its own browser when %s', async (_, sampleElsewhere) => {
  expect(await planWith(sampleElsewhere)).toMatchObject({ captureMode: 'raw' });
});

it('takes what another browser says of the page for an answer', async () => {
  const chosen = await planWith(failWith('CAPTURE_INVALID', 'Frame 3 was not painted.'));
  expect(chosen).toMatchObject({ captureMode: 'begin-frame' });
  expect(chosen.why).toContain('Frame 3 was not painted.');
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  type DistributedRenderConfig,
  type VideoJson,
  validateDistributedRenderConfig,
} from '#src/contract/index.js';
import type { PageDescription } from '#src/page/protocol.js';
import { PlanBrowser } from '#src/plan/plan-browser.js';
import type { ChosenCapture } from '#src/plan/raw-candidate.js';
import { tryRaw } from '#src/plan/try-raw.js';
import { noopLogger } from '#src/trace/index.js';
import { fakeSession, hung } from './fake-session.js';

const SIZE = { widthPx: 320, heightPx: 180 };
const FPS = { num: 30, den: 1 };

/** Tries raw with a browser in which begin-frame hangs. */
async function tryHungPage(
  settings: DistributedRenderConfig,
  { videos = [], stepsFrames = false }: { videos?: readonly unknown[]; stepsFrames?: boolean } = {},
): Promise<{ choice: Promise<ChosenCapture>; opened: readonly { captureMode: string }[] }> {
  const planDir = await mkdtemp(join(tmpdir(), 'framelane-try-raw-'));
  onTestFinished(() => rm(planDir, { recursive: true, force: true }));
  const { session, opened } = fakeSession(() => hung);
  const config = validateDistributedRenderConfig(settings);
  const choice = tryRaw({
    planDir,
    candidate: {
      config,
      ...SIZE,
      size: { outputWidthPx: 320, outputHeightPx: 180, deviceScaleFactor: 1, stretched: false },
      frameCount: 400,
      hasFilms: true,
      description: { clips: [], rawObstacles: [], stepsFrames } as unknown as PageDescription,
    },
    planned: {
      composition: {
        entryFile: 'index.html',
        ...SIZE,
        fps: FPS,
        variables: {},
        mediaSources: {},
        durationSec: 10,
      },
      videos: videos as VideoJson[],
      plan: { runtimeEnv: { timezone: 'UTC', locale: 'en-US', deviceScaleFactor: 1, epochMs: 0 } },
    },
    browser: new PlanBrowser({ session }),
    ffmpegPath: 'ffmpeg',
    sampleElsewhere: undefined,
    signal: undefined,
    logger: noopLogger,
  });
  return { choice, opened };
}

it('takes screenshots of a page that hangs begin-frame while it is compared, after a second try', async () => {
  const { choice, opened } = await tryHungPage({});
  expect(await choice).toEqual({ captureMode: 'screenshot', captureModeWhy: hung.message });
  expect(opened.map(({ captureMode }) => captureMode)).toEqual(['begin-frame', 'begin-frame']);
});

it('does not when raw was asked for', async () => {
  const { choice } = await tryHungPage({ captureMode: 'raw' });
  await expect(choice).rejects.toBe(hung);
});

it('opens no page where a film begins too late to be compared', async () => {
  const late = { firstFrame: 350, shown: [0] };
  const { choice, opened } = await tryHungPage({}, { videos: [late], stepsFrames: true });
  expect(await choice).toMatchObject({
    captureMode: 'begin-frame',
    captureModeWhy: expect.stringContaining('a film begins after frame 300'),
  });
  expect(opened).toEqual([]);
});

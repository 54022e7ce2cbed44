import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CompositionPage, launchBrowser, requireBrowser } from '../browser/index.js';
import type { DistributedRenderConfig, SampleReport, ToolPaths } from '../contract/index.js';
import { plan, planPageOptions, readPlan, servePlan } from '../plan/index.js';
import { TEMPORARY_PREFIX } from '../process/index.js';
import type { EngineHostOptions } from './engine-host-options.js';

/** How many places of a composition are looked at. */
const SAMPLES = 24;
/** How far a page is stepped that has to run every frame from zero. */
const MAX_STEPPED_FRAMES = 300;

/**
 * Opens a composition as a render would and looks at a few frames, each with the one after it: what a frame costs, and
 * whether anything moves there. Runs the composition's scripts: call it for trusted projects only.
 * @throws what `plan` throws.
 */
export async function sampleComposition(
  projectDir: string,
  config: DistributedRenderConfig,
  tools: ToolPaths,
  { cacheDir, env, logger }: Pick<EngineHostOptions, 'cacheDir' | 'env' | 'logger'>,
): Promise<SampleReport> {
  const folder = await mkdtemp(join(cacheDir, `${TEMPORARY_PREFIX}sample-`));
  const found = await requireBrowser({ browserPath: tools.browserPath, env, cacheDir });
  const session = await launchBrowser({
    browserPath: found.path,
    widthPx: config.width ?? 1280,
    heightPx: config.height ?? 720,
    gl: config.gl ?? 'software',
    cacheDir,
    ...(logger === undefined ? {} : { logger }),
  });
  try {
    const planDir = join(folder, 'plan');
    const { composition, encoder, frameCount, warnings } = await plan(projectDir, config, planDir, {
      tools,
      env,
      browserSession: session,
      needsImages: true,
    });
    const server = await servePlan(planDir);
    try {
      const refused = new Set<string>();
      const page = await session.openPage({
        ...planPageOptions(await readPlan(planDir), server.siteUrl),
        onNotice: ({ kind, message }) => {
          if (kind === 'refusal') refused.add(message);
        },
      });
      await page.waitUntilReady(encoder.readyTimeoutMs);
      const { stepsFrames } = await page.describe();
      const span = stepsFrames ? Math.min(frameCount, MAX_STEPPED_FRAMES) : frameCount;
      const samples = await lookAt(page, spread(span), frameCount);
      await page.close();
      return {
        durationSec: composition.durationSec,
        frameCount,
        captureMode: encoder.captureMode,
        webgl: session.webgl,
        systemFonts: composition.systemFonts,
        samples,
        warnings: [...warnings, ...refused],
      };
    } finally {
      await server.close();
    }
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function spread(frameCount: number): number[] {
  const count = Math.min(SAMPLES, frameCount);
  return [
    ...new Set(Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * frameCount) / count))),
  ];
}

async function lookAt(
  page: CompositionPage,
  frames: readonly number[],
  frameCount: number,
): Promise<SampleReport['samples']> {
  await page.seek(0);
  await page.capture();
  const samples: SampleReport['samples'] = [];
  for (const frameIndex of frames) {
    const before = await costOf(page, frameIndex);
    const next = frameIndex + 1 < frameCount ? await costOf(page, frameIndex + 1) : before;
    samples.push({
      frameIndex,
      costMs: Math.min(before.costMs, next.costMs),
      moving: next.damaged,
      imageBytes: before.imageBytes,
    });
  }
  return samples;
}

async function costOf(
  page: CompositionPage,
  frameIndex: number,
): Promise<{ costMs: number; damaged: boolean; imageBytes: number }> {
  const startMs = performance.now();
  const { steppedFrames } = await page.seek(frameIndex);
  const soughtMs = performance.now();
  const { image, damaged } = await page.capture();
  const costMs = (soughtMs - startMs) / Math.max(1, steppedFrames) + performance.now() - soughtMs;
  return { costMs, damaged, imageBytes: image.length };
}

import { mkdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { DistributedRenderConfig } from '#src/contract/index.js';
import { readPlan } from '#src/plan/index.js';
import { compareWithImages, digestFilms } from './raw-agreement.js';
import { recutPlan } from './recut-plan.js';
import { differingFrames, renderPlan } from './render-plan.js';
import { openWorkshop } from './workshop.js';

/** Captured raw, encoded without loss: the delivered frames are the captured ones. */
const LOSSLESS = { captureMode: 'raw', crf: 0 } as const;
const FRAMES = 30;
const SIZE = { widthPx: 320, heightPx: 180 };

const workshop = await openWorkshop();
const hasRaw = workshop.captureModes.includes('raw');

async function renderChunks(planDir: string): Promise<string[]> {
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  return renderPlan(workshop.renderer, planDir, outDir);
}

/** Digest of every decoded frame of some chunks, in order. */
async function digestFrames(planDir: string): Promise<string[]> {
  return digestFilms(workshop.ffmpegPath, await renderChunks(planDir));
}

async function planOneChunk(fixture: string, config: DistributedRenderConfig): Promise<string> {
  return workshop.planFixture(fixture, { ...config, chunkSize: FRAMES });
}

it.each(hasRaw ? ['css-keyframes', 'gsap-timeline', 'webgl-hf-seek', 'stateful'] : [])(
  '%s: raw frames are the same for 1, 2 and 8 chunks',
  async (fixture) => {
    const planDir = await planOneChunk(fixture, LOSSLESS);
    const single = await digestFrames(planDir);
    expect(single).toHaveLength(FRAMES);
    expect(new Set(single).size).toBeGreaterThan(FRAMES / 2);
    const differing: Record<number, number[]> = {};
    for (const chunkCount of [2, 8]) {
      const cut = await recutPlan(planDir, chunkCount, workshop.newPath('plan'));
      differing[chunkCount] = differingFrames(single, await digestFrames(cut));
    }
    expect(differing).toEqual({ 2: [], 8: [] });
  },
);

it.each(hasRaw ? ['css-keyframes', 'webgl-hf-seek', 'stateful'] : [])(
  '%s: every raw frame agrees with begin-frame',
  async (fixture) => {
    const [raw = ''] = await renderChunks(await planOneChunk(fixture, LOSSLESS));
    const [folder = ''] = await renderChunks(
      await planOneChunk(fixture, { captureMode: 'begin-frame', format: 'png-sequence' }),
    );
    expect(await compareWithImages(workshop.ffmpegPath, raw, folder, SIZE)).toEqual({
      frameCount: FRAMES,
      worse: [],
    });
  },
);

const REFUSED = {
  'composited-layers': 'will-change',
  'canvas-hf-seek': 'OffscreenCanvas.convertToBlob',
  'raw-obstacles':
    '<a>, a canvas in the flow of the text, a canvas with a border or stretched by CSS, a transform in space, backdrop-filter, image-rendering, perspective, transform-style: preserve-3d',
  'framed-obstacles': 'will-change',
  // Nothing but the pixels tells: the compositor draws the text once and then moves it by parts of a pixel.
  'moving-layer': 'raw differs from begin-frame at frame',
} as const;

it.each(hasRaw ? Object.entries(REFUSED) : [])(
  '%s: raw is not chosen where the compositor draws otherwise, and the plan says why',
  async (fixture, why) => {
    const { encoder } = await readPlan(await workshop.planFixture(fixture, { fps: 180 }));
    expect(encoder).toMatchObject({ captureMode: 'begin-frame', imageFormat: 'jpeg' });
    expect(encoder.captureModeWhy).toMatch(/^not raw: /);
    expect(encoder.captureModeWhy).toContain(why);
  },
);

it.runIf(hasRaw)('raw that is asked for is refused where it does not show the composition', async () => {
  await expect(planOneChunk('moving-layer', LOSSLESS)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

it.runIf(hasRaw)(
  'raw is chosen for a film that is long enough, and its still frames are not drawn again',
  async () => {
    const planDir = await workshop.planFixture('still-parts', { chunkSize: 150 });
    expect((await readPlan(planDir)).encoder).toMatchObject({ captureMode: 'raw', imageFormat: 'i420' });
    const { framesCaptured, framesReused, captureMode } = await workshop.renderer.render(
      planDir,
      0,
      workshop.newPath('chunk.mp4'),
    );
    expect({ captureMode, framesCaptured, framesReused }).toEqual({
      captureMode: 'raw',
      framesCaptured: 11,
      framesReused: 139,
    });
  },
);

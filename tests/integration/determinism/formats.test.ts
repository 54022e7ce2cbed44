import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assemble } from '#src/assemble/index.js';
import type { DistributedRenderConfig } from '#src/contract/index.js';
import { readPlan } from '#src/plan/index.js';
import { type FilmFacts, probeFilm } from './probe-film.js';
import { renderPlan } from './render-plan.js';
import { openWorkshop } from './workshop.js';

/** The fixture lasts one second: 30 frames at either rate. */
const FRAMES = 30;
const RATES = [
  { fps: '30', rate: '30/1', frameSec: 1 / 30 },
  { fps: '30000/1001', rate: '30000/1001', frameSec: 1001 / 30000 },
] as const;

const BT709 = ['bt709', 'bt709', 'bt709', 'tv'];

interface FormatCase {
  readonly name: string;
  readonly config: DistributedRenderConfig;
  readonly codec: string;
  readonly hasAlpha: boolean;
  readonly codecTag?: string;
}

const VIDEO_FORMATS: readonly FormatCase[] = [
  { name: 'mp4 h264', config: { format: 'mp4' }, codec: 'h264', codecTag: 'avc1', hasAlpha: false },
  {
    name: 'mp4 h265',
    config: { format: 'mp4', codec: 'h265' },
    codec: 'hevc',
    codecTag: 'hvc1',
    hasAlpha: false,
  },
  { name: 'webm', config: { format: 'webm' }, codec: 'vp9', hasAlpha: true },
  { name: 'mov', config: { format: 'mov' }, codec: 'prores', codecTag: 'ap4h', hasAlpha: true },
];

const workshop = await openWorkshop();

/** Renders the fixture in three chunks. @returns the finished file or folder. */
async function renderFilm(config: DistributedRenderConfig): Promise<string> {
  const planDir = await workshop.planFixture('audio', { ...config, chunkSize: 10 });
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  const chunkPaths = await renderPlan(workshop.renderer, planDir, outDir);
  const { audioPath } = (await readPlan(planDir)).plan;
  const extension = config.format === 'png-sequence' ? '' : `.${config.format}`;
  const film = workshop.newPath(`film${extension}`);
  await assemble(planDir, chunkPaths, audioPath === null ? null : join(planDir, audioPath), film);
  return film;
}

function expectAlpha({ alpha }: FilmFacts, promised: boolean): void {
  if (!promised) expect(alpha).toBeNull();
  else expect(alpha).toEqual({ min: 0, max: 255 });
}

describe.each(RATES)('at $fps frames a second', ({ fps, rate, frameSec }) => {
  it.each(VIDEO_FORMATS)('$name has the promised frames, rate, colours and sound', async (format) => {
    const facts = await probeFilm(workshop, [await renderFilm({ ...format.config, fps })]);
    expect(facts).toMatchObject({ codec: format.codec, frames: FRAMES, rate, startSec: 0, colours: BT709 });
    if (format.codecTag !== undefined) expect(facts.codecTag).toBe(format.codecTag);
    expect(Math.abs(facts.videoEndSec - FRAMES * frameSec)).toBeLessThan(0.002);
    expect(Math.abs(Number(facts.audioStartSec))).toBeLessThanOrEqual(frameSec);
    expect(Math.abs(facts.videoEndSec - Number(facts.audioEndSec))).toBeLessThanOrEqual(frameSec);
    expectAlpha(facts, format.hasAlpha);
  });

  it('png-sequence has every frame, with alpha', async () => {
    const folder = await renderFilm({ format: 'png-sequence', fps });
    const facts = await probeFilm(workshop, [
      '-f',
      'image2',
      '-pattern_type',
      'glob',
      '-framerate',
      fps,
      join(folder, '*.png'),
    ]);
    expect(facts).toMatchObject({ codec: 'png', frames: FRAMES, rate });
    expectAlpha(facts, true);
  });

  it('gif has every frame and, in its hundredths of a second, the rate', async () => {
    const facts = await probeFilm(workshop, [await renderFilm({ format: 'gif', fps })]);
    expect(facts).toMatchObject({ codec: 'gif', frames: FRAMES, startSec: 0, audioEndSec: null });
    expect(Math.abs(facts.videoEndSec - FRAMES * frameSec)).toBeLessThanOrEqual(0.02);
  });
});

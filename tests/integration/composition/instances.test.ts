import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import type { DistributedRenderConfig } from '#src/contract/index.js';
import { readPlan } from '#src/plan/index.js';
import { recutPlan } from '../determinism/recut-plan.js';
import { differingFrames, hashFrames, renderPlan } from '../determinism/render-plan.js';
import { openWorkshop } from '../determinism/workshop.js';

/** Every fixture lasts a second at 10 frames a second, 160x90. */
const FRAMES = 10;
const WIDTH_PX = 160;

const workshop = await openWorkshop();

interface Film {
  readonly planDir: string;
  /** `#rrggbb` of a pixel. */
  colourAt(frameIndex: number, xPx: number, yPx: number): string;
}

/** Renders a fixture in one chunk and in four, whose frames must be equal, and reads its pixels. */
async function renderFilm(fixture: string, config: DistributedRenderConfig = {}): Promise<Film> {
  const planDir = await workshop.planFixture(fixture, {
    ...config,
    format: 'png-sequence',
    chunkSize: FRAMES,
  });
  const [single = ''] = await renderInto(planDir);
  const four = await renderInto(await recutPlan(planDir, 4, workshop.newPath('plan')));
  expect(four).toHaveLength(4);
  expect(differingFrames(await hashFrames([single]), await hashFrames(four))).toEqual([]);
  const { stdout: pixels } = await execa(
    workshop.ffmpegPath,
    [
      ...['-v', 'error', '-nostdin', '-pattern_type', 'glob', '-i', join(single, '*.png')],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    ],
    { encoding: 'buffer' },
  );
  expect(pixels).toHaveLength(FRAMES * WIDTH_PX * 90 * 3);
  return {
    planDir,
    colourAt(frameIndex, xPx, yPx) {
      const at = ((frameIndex * 90 + yPx) * WIDTH_PX + xPx) * 3;
      return `#${Buffer.from(pixels.subarray(at, at + 3)).toString('hex')}`;
    },
  };
}

async function renderInto(planDir: string): Promise<string[]> {
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  return renderPlan(workshop.renderer, planDir, outDir);
}

it('shows a file twice: own variables, styles, timeline, script and time for each', async () => {
  const { planDir, colourAt } = await renderFilm('sub-twice');
  const [card, bars] = ['#30405c', { a: '#e4605a', b: '#66d9ef' }];
  // A from 0 to 0.8, its bar at 100 px after 0.8 s; B from 0.2 to 0.8, beginning 0.1 s into its time, at 60 px.
  expect([colourAt(0, 10, 10), colourAt(0, 10, 55), colourAt(1, 100, 55)]).toEqual([
    bars.a,
    '#101820',
    expect.not.stringMatching(card),
  ]);
  expect([colourAt(4, 51, 10), colourAt(4, 69, 10), colourAt(4, 48, 10)]).toEqual([bars.a, bars.a, card]);
  expect([colourAt(3, 16, 55), colourAt(3, 34, 55), colourAt(3, 13, 55)]).toEqual([bars.b, bars.b, card]);
  // Their CSS animations run in their own time: half way at 0.4 and at 0.5.
  expect([colourAt(4, 146, 10), colourAt(5, 146, 55)]).toEqual(['#98a0ae', '#98a0ae']);
  expect(colourAt(8, 10, 10)).toBe(colourAt(8, 10, 55));
  const { composition } = await readPlan(planDir);
  expect(composition.clips).toMatchObject([
    { id: 'card-a', kind: 'composition', startSec: 0, endSec: 0.8, track: 1 },
    { id: 'card-b', kind: 'composition', startSec: expect.closeTo(0.2), endSec: expect.closeTo(0.8) },
  ]);
});

it('shows compositions three deep, each in its own time and with its own styles and files', async () => {
  const { planDir, colourAt } = await renderFilm('sub-nested');
  const row = (frameIndex: number, yPx: number) =>
    [10, 30, 50, 70, 90, 110].map((xPx) => colourAt(frameIndex, xPx, yPx));
  const [page, sub, white] = ['#101820', '#30405c', '#ffffff'];
  // The page and the outer composition, from 0.1.
  expect(row(0, 10).slice(0, 2)).toEqual(['#ff0000', page]);
  expect(row(1, 10).slice(0, 3)).toEqual(['#ff0000', '#00ff00', page]);
  // The middle one from 0.2, with clips that start after each other, three deep; the hidden one never shows.
  expect(row(1, 30)[0]).toBe(page);
  expect(row(2, 30)).toEqual(['#0000ff', white, sub, sub, sub, sub]);
  expect(row(5, 30)).toEqual(['#0000ff', sub, white, sub, sub, sub]);
  expect(row(6, 30)).toEqual(['#0000ff', sub, sub, sub, sub, sub]);
  expect(row(8, 30)).toEqual(['#0000ff', sub, sub, white, sub, sub]);
  // The inner one from 0.4: a CSS animation in steps of 20 px, a canvas drawn in hf-seek.
  expect(row(3, 50)).toEqual(Array(6).fill(sub));
  expect(row(4, 50)[0]).toBe('#00ffff');
  expect(row(7, 50)).toEqual([sub, sub, sub, '#00ffff', sub, sub]);
  expect([colourAt(7, 28, 70), colourAt(7, 32, 70)]).toEqual(['#ffff00', '#000000']);
  const { composition, assets } = await readPlan(planDir);
  const named = composition.clips.map(({ id, startSec, endSec }) => [id, startSec, endSec]);
  expect(named).toContainEqual(['outer/middle/c', expect.closeTo(0.7), expect.closeTo(0.9)]);
  expect(named).toContainEqual(['outer/middle/inner', expect.closeTo(0.4), 1]);
  expect(assets.map(({ path }) => path)).toContain('compiled/images/cyan.svg');
});

it('fills in the values of variables: text, colour, image, number, choice', async () => {
  const byDefault = await renderFilm('variables');
  expect(byDefault.colourAt(0, 5, 5)).toBe('#e4605a');
  expect(byDefault.colourAt(0, 45, 5)).toBe('#101820');
  expect(byDefault.colourAt(0, 10, 40)).toBe('#00ff00');
  expect(byDefault.colourAt(0, 50, 40)).toBe('#ffffff');
  const given = await renderFilm('variables', {
    variables: {
      headline: 'Changed',
      accent: 'rebeccapurple',
      picture: 'images/two.svg',
      width: 80,
      side: 'right',
      wide: true,
    },
    strictness: 'lenient',
  });
  expect(given.colourAt(0, 5, 5)).toBe('#663399');
  expect(given.colourAt(0, 75, 5)).toBe('#663399');
  expect(given.colourAt(5, 20, 5)).toBe('#101820');
  expect(given.colourAt(0, 10, 40)).toBe('#ffff00');
  expect([given.colourAt(0, 50, 40), given.colourAt(0, 70, 40)]).toEqual(['#101820', '#ffffff']);
  const { composition } = await readPlan(given.planDir);
  expect(composition.variables).toEqual({
    headline: 'Changed',
    accent: 'rebeccapurple',
    picture: 'images/two.svg',
    width: 80,
    side: 'right',
    wide: true,
  });
});

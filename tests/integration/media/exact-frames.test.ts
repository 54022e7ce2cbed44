import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frameTimeSec } from '#src/contract/index.js';
import { plan, readPlan } from '#src/plan/index.js';
import {
  type GrayPicture,
  NUMBER_HEIGHT_PX,
  NUMBER_WIDTH_PX,
  readGrayFilm,
  readGrayPictures,
  readNumber,
} from '../../helpers/number-film.js';
import { recutPlan } from '../determinism/recut-plan.js';
import { hashFrames, renderPlan } from '../determinism/render-plan.js';
import { openWorkshop } from '../determinism/workshop.js';
import { makeNumberFilms, NUMBER_CASES } from './number-cases.js';

const FPS = { num: 30, den: 1 };
const FRAMES = 36;
const WIDTH_PX = 320;
const ROW_PX = 20;
const HEIGHT_PX = NUMBER_CASES.length * ROW_PX;

const workshop = await openWorkshop();
const projectDir = workshop.newPath('project');
await mkdir(projectDir);
makeNumberFilms(projectDir);
const rows = NUMBER_CASES.map(
  ({ film, attributes }, row) =>
    `<video src="${film}" ${/data-start/.test(attributes) ? '' : 'data-start="0"'} ${attributes} style="top:${row * ROW_PX}px"></video>`,
);
await writeFile(
  join(projectDir, 'index.html'),
  `<!doctype html><style>body{margin:0;background:#808080}video{position:absolute;left:0;width:${NUMBER_WIDTH_PX}px;height:${NUMBER_HEIGHT_PX}px;object-fit:cover;object-position:0 0}</style>
  <div data-composition-id="main" data-width="${WIDTH_PX}" data-height="${HEIGHT_PX}" data-duration="${FRAMES / FPS.num}" data-fps="30" data-no-timeline>
  ${rows.join('\n')}</div>`,
);
const planDir = workshop.newPath('plan');
await plan(projectDir, { format: 'png-sequence', chunkSize: 9, maxParallelChunks: 4 }, planDir);
const frozen = await readPlan(planDir);
const outDir = workshop.newPath('chunks');
await mkdir(outDir);
const chunkDirs = await renderPlan(workshop.renderer, planDir, outDir);
const pictures = chunkDirs.flatMap((dir) => readGrayPictures(join(dir, '*.png'), WIDTH_PX, HEIGHT_PX));

/** The same page captured raw; none where the browser cannot. */
async function renderRaw(): Promise<GrayPicture[]> {
  const rawPlan = workshop.newPath('plan');
  const config = { captureMode: 'raw', crf: 0, chunkSize: 9, maxParallelChunks: 4 } as const;
  await plan(projectDir, config, rawPlan);
  const rawDir = workshop.newPath('chunks');
  await mkdir(rawDir);
  const chunks = await renderPlan(workshop.renderer, rawPlan, rawDir);
  return chunks.flatMap((path) => readGrayFilm(path, WIDTH_PX, HEIGHT_PX));
}

const captured = [
  { how: 'begin-frame', pictures },
  ...(workshop.captureModes.includes('raw') ? [{ how: 'raw', pictures: await renderRaw() }] : []),
];

describe.each(captured)(
  '$how: each frame shows the frame of its film that the formula says',
  ({ pictures }) => {
    it('shows every frame', () => {
      expect(pictures).toHaveLength(FRAMES);
    });

    it.each(NUMBER_CASES.map((testCase, row) => ({ ...testCase, row })))('$name', ({ row, expected }) => {
      const seen = pictures.map((picture) => readNumber(picture, { x: 0, y: row * ROW_PX }));
      const wanted = pictures.map((_, frame) => expected(frameTimeSec(frame, FPS)));
      expect(seen).toEqual(wanted);
    });
  },
);

it('is cut into four chunks, each of which needs only the frames that it shows', () => {
  expect(pictures).toHaveLength(FRAMES);
  expect(frozen.chunks.slices).toHaveLength(4);
  const [film] = frozen.videos;
  const needs = new Map(frozen.assets.map(({ path, neededBy }) => [path, neededBy]));
  expect(film).toMatchObject({ frameFormat: 'png', firstFrame: 0, widthPx: NUMBER_WIDTH_PX });
  // Two frames before a chunk are drawn to warm up; frame 0 is where every page begins.
  const ofFrame = (source: number) =>
    needs.get(`${frozen.videos[3]?.frameDir}/${String(source).padStart(6, '0')}.png`);
  expect(ofFrame(frozen.videos[3]?.shown[0] ?? -1)).toBe('all');
  expect(needs.get('compiled/30.mp4')).toEqual([]);
  expect(ofFrame(frozen.videos[3]?.shown[20] ?? -1)).toEqual([2]);
});

it('extracts no frame that is not shown', async () => {
  for (const { frameDir, path } of frozen.videos) {
    const shown = frozen.videos.filter((video) => video.path === path).flatMap((video) => video.shown);
    const wanted = new Set(shown.filter((index) => index >= 0));
    expect((await readdir(join(planDir, frameDir))).length).toBe(wanted.size);
  }
});

it('shows the same frames as one chunk', async () => {
  const single = await recutPlan(planDir, 1, workshop.newPath('plan'));
  const singleDir = workshop.newPath('chunks');
  await mkdir(singleDir);
  const whole = await hashFrames(await renderPlan(workshop.renderer, single, singleDir));
  expect(await hashFrames(chunkDirs)).toEqual(whole);
});

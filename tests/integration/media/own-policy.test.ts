import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plan } from '#src/plan/index.js';
import {
  makeNumberFilm,
  NUMBER_HEIGHT_PX,
  NUMBER_WIDTH_PX,
  readGrayPictures,
  readNumber,
} from '../../helpers/number-film.js';
import { renderPlan } from '../determinism/render-plan.js';
import { openWorkshop } from '../determinism/workshop.js';

const FRAMES = 12;
const ENCODE = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-crf', '12'];
const workshop = await openWorkshop();

it.each([
  ['requests', "connect-src 'none'"],
  ['images from memory', "img-src 'self'"],
  ['both', "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"],
])('a page that forbids itself %s shows its film all the same', async (_what, policy) => {
  const projectDir = workshop.newPath('project');
  await mkdir(projectDir);
  makeNumberFilm({ path: join(projectDir, 'film.mp4'), frames: 30, fps: '30', encode: ENCODE });
  await writeFile(
    join(projectDir, 'index.html'),
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><style>body{margin:0}video{display:block}</style>
    <div data-composition-id="main" data-width="${NUMBER_WIDTH_PX}" data-height="${NUMBER_HEIGHT_PX}" data-duration="${FRAMES / 30}" data-fps="30" data-no-timeline>
    <video src="film.mp4" data-start="0" muted></video></div>`,
  );
  const planDir = workshop.newPath('plan');
  await plan(projectDir, { format: 'png-sequence', chunkSize: FRAMES }, planDir);
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  const [chunk = ''] = await renderPlan(workshop.renderer, planDir, outDir);
  const pictures = readGrayPictures(join(chunk, '*.png'), NUMBER_WIDTH_PX, NUMBER_HEIGHT_PX);
  expect(pictures.map((picture) => readNumber(picture, { x: 0, y: 0 }))).toEqual(
    Array.from({ length: FRAMES }, (_, frame) => frame),
  );
});

import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
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

const workshop = await openWorkshop();
const ENCODE = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-crf', '12', '-g', '10', '-bf', '0'];

interface Shown {
  readonly filmFrames: number;
  readonly frames: number;
  readonly spoil?: (film: string) => Promise<void>;
}

/** The number of the film's frame that each frame of a composition shows. */
async function numbersOf({ filmFrames, frames, spoil }: Shown): Promise<(number | null)[]> {
  const projectDir = workshop.newPath('project');
  await mkdir(projectDir);
  const film = join(projectDir, 'film.mp4');
  makeNumberFilm({ path: film, frames: filmFrames, fps: '30', encode: ENCODE });
  await spoil?.(film);
  await writeFile(
    join(projectDir, 'index.html'),
    `<!doctype html><style>body{margin:0}video{display:block}</style>
    <div data-composition-id="main" data-width="${NUMBER_WIDTH_PX}" data-height="${NUMBER_HEIGHT_PX}" data-duration="${frames / 30}" data-fps="30" data-no-timeline>
    <video src="film.mp4" data-start="0" muted></video></div>`,
  );
  const planDir = workshop.newPath('plan');
  await plan(projectDir, { format: 'png-sequence', chunkSize: frames }, planDir);
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  const [chunk = ''] = await renderPlan(workshop.renderer, planDir, outDir);
  const pictures = readGrayPictures(join(chunk, '*.png'), NUMBER_WIDTH_PX, NUMBER_HEIGHT_PX);
  return pictures.map((picture) => readNumber(picture, { x: 0, y: 0 }));
}

it('a film that is damaged where it is not shown is shown where it is whole', async () => {
  const numbers = await numbersOf({
    filmFrames: 60,
    frames: 8,
    async spoil(film) {
      const bytes = await readFile(film);
      const data = bytes.indexOf('mdat');
      const end = data + bytes.readUInt32BE(data - 4) - 4;
      bytes.fill(0, data + Math.floor((end - data) / 2), end);
      await writeFile(film, bytes);
    },
  });
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

it('a kept frame that has lost its end is extracted again', async () => {
  const projectDir = workshop.newPath('project');
  const cacheDir = workshop.newPath('cache');
  await mkdir(projectDir);
  makeNumberFilm({ path: join(projectDir, 'film.mp4'), frames: 10, fps: '30', encode: ENCODE });
  await writeFile(
    join(projectDir, 'index.html'),
    `<div data-composition-id="main" data-width="96" data-height="16" data-duration="0.2" data-fps="30" data-no-timeline><video src="film.mp4" data-start="0" muted></video></div>`,
  );
  const env = { ...process.env, FRAMELANE_CACHE_DIR: cacheDir };
  const tools = { browserPath: workshop.browserPath };
  const planTo = (name: string) => plan(projectDir, {}, workshop.newPath(name), { env, tools });
  const first = await planTo('first');
  const kept = join(cacheDir, 'video-frames');
  const names = await readdir(kept, { recursive: true });
  const frame = join(kept, names.find((name) => /000003\.(jpg|png)$/.test(name)) ?? '');
  await truncate(frame, 40);
  const second = await planTo('second');
  expect(second.planHash).toBe(first.planHash);
});

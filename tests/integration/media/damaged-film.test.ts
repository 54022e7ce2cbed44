import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plan } from '#src/plan/index.js';
import { makeNumberFilm } from '../../helpers/number-film.js';
import { openWorkshop } from '../determinism/workshop.js';
import { ENCODE, shownNumbers } from './shown-numbers.js';

const workshop = await openWorkshop();

it('a film that is damaged where it is not shown is shown where it is whole', async () => {
  const numbers = await shownNumbers(workshop, {
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

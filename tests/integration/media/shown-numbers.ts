import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plan } from '#src/plan/index.js';
import {
  makeNumberFilm,
  NUMBER_HEIGHT_PX,
  NUMBER_WIDTH_PX,
  readGrayPictures,
  readNumber,
} from '../../helpers/number-film.js';
import { renderPlan } from '../determinism/render-plan.js';
import type { Workshop } from '../determinism/workshop.js';

export const ENCODE = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-crf', '12', '-g', '10', '-bf', '0'];

interface Shown {
  readonly filmFrames: number;
  readonly frames: number;
  /** Markup at the page's beginning. */
  readonly head?: string;
  /** Does something to the film before it is planned. */
  readonly spoil?: (film: string) => Promise<void>;
}

/** The number of the film's frame that each frame of a composition shows, which is nothing but the film. */
export async function shownNumbers(
  workshop: Workshop,
  { filmFrames, frames, head = '', spoil }: Shown,
): Promise<(number | null)[]> {
  const projectDir = workshop.newPath('project');
  await mkdir(projectDir);
  const film = join(projectDir, 'film.mp4');
  makeNumberFilm({ path: film, frames: filmFrames, fps: '30', encode: ENCODE });
  await spoil?.(film);
  await writeFile(
    join(projectDir, 'index.html'),
    `<!doctype html>${head}<style>body{margin:0}video{display:block}</style>
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

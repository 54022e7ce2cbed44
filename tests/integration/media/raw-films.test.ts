import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { DistributedRenderConfig } from '#src/contract/index.js';
import { plan, readPlan } from '#src/plan/index.js';
import { compareWithImages, digestFilms } from '../determinism/raw-agreement.js';
import { recutPlan } from '../determinism/recut-plan.js';
import { renderPlan } from '../determinism/render-plan.js';
import { openWorkshop } from '../determinism/workshop.js';

const FIXTURE = fileURLToPath(new URL('../../fixtures/media', import.meta.url));
const SIZE = { widthPx: 480, heightPx: 270 };
const FRAMES = 15;

/** Looks that a film may have, each in a box of its own. */
const LOOKS = [
  'object-fit:cover',
  'object-fit:contain;background:#a33',
  'object-fit:none;object-position:10% 80%',
  'border-radius:20px;border:3px solid red;box-shadow:0 0 9px #fff',
  'transform:rotate(8deg) skewX(5deg) scale(0.9)',
  'opacity:.6;filter:blur(2px) saturate(2) hue-rotate(40deg)',
  'mix-blend-mode:multiply',
  'mask-image:linear-gradient(black,transparent);clip-path:circle(45%)',
];

const workshop = await openWorkshop();
const hasRaw = workshop.captureModes.includes('raw');

async function writeProject(body: string): Promise<string> {
  const projectDir = workshop.newPath('project');
  await mkdir(projectDir);
  for (const film of ['walk.mp4', 'ball.webm']) await cp(join(FIXTURE, film), join(projectDir, film));
  await writeFile(
    join(projectDir, 'index.html'),
    `<!doctype html><meta charset="utf-8"><style>html{background:#18324a}body{margin:0;height:100vh;background:linear-gradient(90deg,#18324a,#4a8a32)}video,div{position:absolute;width:110px;height:80px}</style>
    <main data-composition-id="main" data-width="${SIZE.widthPx}" data-height="${SIZE.heightPx}" data-duration="${FRAMES / 30}" data-fps="30" data-no-timeline>${body}</main>`,
  );
  return projectDir;
}

async function planFilms(projectDir: string, config: DistributedRenderConfig): Promise<string> {
  const planDir = workshop.newPath('plan');
  await plan(projectDir, { chunkSize: FRAMES, ...config }, planDir);
  return planDir;
}

async function renderChunks(planDir: string): Promise<string[]> {
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  return renderPlan(workshop.renderer, planDir, outDir);
}

async function render(projectDir: string, config: DistributedRenderConfig): Promise<string> {
  const [path = ''] = await renderChunks(await planFilms(projectDir, config));
  return path;
}

it.runIf(hasRaw).each(['walk.mp4', 'ball.webm'])(
  '%s: raw shows a film as begin-frame does, however it is fitted, shaped, filtered or mixed',
  async (film) => {
    const at = (index: number) => `left:${(index % 4) * 118 + 4}px;top:${Math.floor(index / 4) * 90 + 4}px`;
    const tag = (style: string) => `<video src="${film}" data-start="0" style="${style}"></video>`;
    const looks = LOOKS.map((look, index) => tag(`${at(index)};${look}`)).join('');
    const inShadow = `<div style="${at(8)}"><template shadowrootmode="open"><style>video{width:100px}</style>${tag('')}</template></div>`;
    const late = `<video src="${film}" data-start="0.2" data-duration="0.2" style="${at(9)}"></video>`;
    const projectDir = await writeProject(`${looks}${inShadow}${late}`);
    const raw = await render(projectDir, { captureMode: 'raw', crf: 0 });
    const images = await render(projectDir, { captureMode: 'begin-frame', format: 'png-sequence' });
    expect(await compareWithImages(workshop.ffmpegPath, raw, images, SIZE)).toEqual({
      frameCount: FRAMES,
      worse: [],
    });
  },
);

/** One at another rate, trimmed and late, the other transparent, turned and fading. */
const TWO_FILMS = `<video src="walk.mp4" data-start="0.1" data-media-start="0.3" style="left:10px;top:20px;border-radius:12px"></video>
  <video id="ball" src="ball.webm" data-start="0" data-playback-rate="2" style="left:170px;top:30px;transform:rotate(8deg)"></video>
  <script>addEventListener('hf-seek', ({ detail }) => { ball.style.opacity = 0.4 + detail.time; });</script>`;

it.runIf(hasRaw)('raw is chosen for films, and their frames are the same for 1, 2 and 8 chunks', async () => {
  const projectDir = await writeProject(TWO_FILMS);
  const { encoder } = await readPlan(await planFilms(projectDir, { fps: 240, durationSec: 2 }));
  expect(encoder).toMatchObject({ captureMode: 'raw', imageFormat: 'i420' });
  expect(encoder.captureModeWhy).toMatch(/^\d+ frames agree with begin-frame/);
  const planDir = await planFilms(projectDir, { captureMode: 'raw', crf: 0 });
  const single = await digestFilms(workshop.ffmpegPath, await renderChunks(planDir));
  expect(new Set(single).size).toBe(FRAMES);
  for (const chunkCount of [2, 8]) {
    const cut = await recutPlan(planDir, chunkCount, workshop.newPath('plan'));
    expect(await digestFilms(workshop.ffmpegPath, await renderChunks(cut))).toEqual(single);
  }
});

const REFUSED = {
  'a film in a layer that the compositor scales': {
    body: `<style>@keyframes k{to{transform:translateX(50px) scale(1.3) rotate(9deg)}}</style>
      <video src="walk.mp4" data-start="0" style="left:60px;top:60px;animation:k .5s both linear"></video>`,
    why: /raw differs from begin-frame at frame/,
  },
  'a film that is seen outside of its time': {
    body: '<video src="walk.mp4" data-start="3" style="visibility:visible!important"></video>',
    why: /<video> without extracted frames/,
  },
};

it.runIf(hasRaw).each(Object.entries(REFUSED))('%s: raw is refused', async (_, { body, why }) => {
  const projectDir = await writeProject(body);
  await expect(plan(projectDir, { captureMode: 'raw' }, workshop.newPath('plan'))).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(why),
  });
});

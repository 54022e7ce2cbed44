import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DistributedRenderConfig } from '#src/contract/index.js';
import { plan } from '#src/plan/index.js';
import { compareWithImages } from './raw-agreement.js';
import { openWorkshop } from './workshop.js';

const SIZE = { widthPx: 480, heightPx: 270 };
const FRAMES = 6;

/** Ways in which a canvas may stand on a page; each is put into a box of its own. */
const PLACES = [
  '<canvas style="position:absolute;left:20px;top:12px"></canvas>',
  '<canvas style="position:relative;left:9px;top:9px;border-radius:14px;box-shadow:0 0 9px #fff"></canvas>',
  '<p style="position:absolute;z-index:1">above</p><canvas style="position:absolute;left:4px;top:4px"></canvas><p style="position:absolute;left:30px">above</p>',
  '<div style="position:absolute;left:20px;top:10px;transform:translate(7px,3px)"><canvas style="position:absolute;left:8px;top:8px"></canvas></div>',
  '<canvas style="position:absolute;left:10px;top:10px;transform:translate(5px,4px)"></canvas>',
  '<canvas style="opacity:.5;margin:12px"></canvas>',
  '<canvas style="position:absolute;contain:layout;left:14px;top:10px"></canvas>',
  '<canvas style="filter:saturate(2);margin:12px"></canvas>',
  '<template shadowrootmode="open"><canvas style="position:absolute;left:16px;top:16px"></canvas></template>',
  '<canvas class="gl" style="position:absolute;left:14px;top:10px"></canvas>',
  '<iframe srcdoc="<style>body{margin:0}</style><canvas style=\'position:absolute;left:14px;top:10px\' width=80 height=60></canvas><script>addEventListener(`hf-seek`,({detail})=>{const c=document.querySelector(`canvas`).getContext(`2d`);c.fillStyle=`#fc3`;c.fillRect(detail.time*90,5,30,30)})</script>" style="border:0;width:110px;height:80px"></iframe>',
];

const SCRIPT = `<script>
  const roots = [document, ...[...document.querySelectorAll('*')].flatMap((element) => element.shadowRoot ?? [])];
  const canvases = roots.flatMap((root) => [...root.querySelectorAll('canvas')]);
  for (const canvas of canvases) Object.assign(canvas, { width: 80, height: 60 });
  addEventListener('hf-seek', ({ detail }) => {
    for (const canvas of canvases) {
      if (canvas.className === 'gl') {
        const gl = canvas.getContext('webgl', { preserveDrawingBuffer: true });
        gl.clearColor(detail.time, 0.6, 0.2, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        continue;
      }
      const context = canvas.getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 70, 50);
      context.fillStyle = '#06c';
      context.fillRect(detail.time * 100, 10, 20, 20);
    }
  });
</script>`;

const workshop = await openWorkshop();
const hasRaw = workshop.captureModes.includes('raw');

async function writeProject(body: string): Promise<string> {
  const projectDir = workshop.newPath('project');
  await mkdir(projectDir);
  await writeFile(
    join(projectDir, 'index.html'),
    `<!doctype html><meta charset="utf-8"><style>body{margin:0}main{position:relative;width:480px;height:270px;background:linear-gradient(90deg,#18324a,#4a8a32)}section{position:absolute;width:110px;height:84px}p{margin:0;color:#e63;font:bold 24px serif}</style>
    <main data-composition-id="main" data-width="480" data-height="270" data-duration="${FRAMES / 30}" data-fps="30" data-no-timeline>${body}</main>${SCRIPT}`,
  );
  return projectDir;
}

async function render(projectDir: string, config: DistributedRenderConfig, name: string): Promise<string> {
  const planDir = workshop.newPath('plan');
  await plan(projectDir, { chunkSize: FRAMES, ...config }, planDir);
  const path = workshop.newPath(name);
  await workshop.renderer.render(planDir, 0, path);
  return path;
}

it.runIf(hasRaw)('raw shows canvases where they stand, as begin-frame does', async () => {
  const boxes = PLACES.map(
    (place, index) =>
      `<section style="left:${(index % 4) * 118 + 4}px;top:${Math.floor(index / 4) * 88 + 4}px">${place}</section>`,
  );
  const projectDir = await writeProject(boxes.join(''));
  const raw = await render(projectDir, { captureMode: 'raw', crf: 0 }, 'raw.mp4');
  const images = await render(projectDir, { captureMode: 'begin-frame', format: 'png-sequence' }, 'images');
  expect(await compareWithImages(workshop.ffmpegPath, raw, images, SIZE)).toEqual({
    frameCount: FRAMES,
    worse: [],
  });
});

const LOST = {
  'a canvas in the flow of the text': '<p>Text</p><canvas style="visibility:hidden"></canvas>',
  'a canvas with a border or stretched by CSS':
    '<canvas style="position:absolute;left:9px;width:40px;visibility:hidden"></canvas>',
};

it.runIf(hasRaw).each(Object.entries(LOST))(
  '%s is named, even if no compared frame shows it',
  async (name, body) => {
    const projectDir = await writeProject(body);
    await expect(plan(projectDir, { captureMode: 'raw' }, workshop.newPath('plan'))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(name),
    });
  },
);

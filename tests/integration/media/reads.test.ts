import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plan, readPlan } from '#src/plan/index.js';
import { makeNumberFilm, NUMBER_BITS, readGrayPictures, readNumber } from '../../helpers/number-film.js';
import { hashFrames, renderPlan } from '../determinism/render-plan.js';
import { openWorkshop } from '../determinism/workshop.js';

const FRAMES = 16;
const WIDTH_PX = 320;
const HEIGHT_PX = 240;
const H264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-crf', '12'];

const workshop = await openWorkshop();
const projectDir = workshop.newPath('project');
await mkdir(projectDir);
const file = (name: string) => join(projectDir, name);
makeNumberFilm({ path: file('film.mp4'), frames: 30, fps: '30', encode: H264 });
execFileSync('ffmpeg', [
  '-v',
  'error',
  '-i',
  file('film.mp4'),
  '-c',
  'copy',
  '-metadata:s:v:0',
  'rotate=90',
  file('turned.mp4'),
]);
makeNumberFilm({ path: file('ten.gif'), frames: 10, fps: '25', encode: ['-c:v', 'gif', '-loop', '0'] });
makeNumberFilm({ path: file('once.png'), frames: 5, fps: '10', encode: ['-f', 'apng', '-plays', '1'] });
// White blocks where the picture is opaque, nothing elsewhere.
makeNumberFilm({
  path: file('alpha.webm'),
  frames: 30,
  fps: '30',
  filter: "format=rgba,geq=r=255:g=255:b=255:a='r(X,Y)'",
  encode: ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuva420p', '-crf', '10', '-b:v', '0', '-auto-alt-ref', '0'],
});
await writeFile(
  file('index.html'),
  `<!doctype html><style>
    body { margin: 0; background: #000 }
    body * { position: absolute; left: 0 }
    .hidden { display: none }
  </style>
  <div data-composition-id="main" data-width="${WIDTH_PX}" data-height="${HEIGHT_PX}" data-duration="${FRAMES / 30}" data-fps="30" data-no-timeline>
    <video class="hidden" src="film.mp4" data-start="0" data-media-start="0.1"></video>
    <canvas id="flat" width="96" height="16" style="top:0"></canvas>
    <canvas id="gl" width="96" height="16" style="top:20px"></canvas>
    <canvas id="bitmap" width="96" height="16" style="top:40px"></canvas>
    <img src="ten.gif" style="top:60px"><img src="once.png" style="top:80px">
    <video src="alpha.webm" style="top:100px;width:96px"></video>
    <video src="turned.mp4" style="left:200px;top:0"></video>
    <video src="film.mp4" style="top:120px;width:192px;height:64px;object-fit:contain;object-position:0 100%"></video>
    <video src="film.mp4" style="top:200px;left:100px;transform:rotate(180deg);clip-path:inset(0 0 0 12px)"></video>
  </div>
  <script>
    const film = document.querySelector('.hidden');
    const gl = document.querySelector('#gl').getContext('webgl', { preserveDrawingBuffer: true });
    const compile = (type, source) => { const shader = gl.createShader(type); gl.shaderSource(shader, source); gl.compileShader(shader); return shader; };
    const program = gl.createProgram();
    gl.attachShader(program, compile(gl.VERTEX_SHADER, 'attribute vec2 p; varying vec2 uv; void main() { uv = vec2(p.x, 1. - p.y); gl_Position = vec4(p * 2. - 1., 0, 1); }'));
    gl.attachShader(program, compile(gl.FRAGMENT_SHADER, 'precision highp float; varying vec2 uv; uniform sampler2D film; void main() { gl_FragColor = texture2D(film, uv); }'));
    gl.linkProgram(program); gl.useProgram(program);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0); gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const name of ['MIN_FILTER', 'MAG_FILTER']) gl.texParameteri(gl.TEXTURE_2D, gl['TEXTURE_' + name], gl.NEAREST);
    for (const name of ['WRAP_S', 'WRAP_T']) gl.texParameteri(gl.TEXTURE_2D, gl['TEXTURE_' + name], gl.CLAMP_TO_EDGE);
    addEventListener('hf-seek', ({ detail }) => {
      document.querySelector('#flat').getContext('2d').drawImage(film, 0, 0);
      if (detail.frame % 2 === 0) gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, film);
      else {
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, film.videoWidth, film.videoHeight, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
        gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, gl.RGBA, gl.UNSIGNED_BYTE, film);
      }
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      detail.waitUntil(createImageBitmap(film).then((bitmap) => document.querySelector('#bitmap').getContext('2d').drawImage(bitmap, 0, 0)));
    });
  </script>`,
);
const planDir = workshop.newPath('plan');
await plan(projectDir, { format: 'png-sequence', chunkSize: 8 }, planDir);
const { videos } = await readPlan(planDir);
const outDir = workshop.newPath('chunks');
await mkdir(outDir);
const chunkDirs = await renderPlan(workshop.renderer, planDir, outDir);
const pictures = chunkDirs.flatMap((dir) => readGrayPictures(join(dir, '*.png'), WIDTH_PX, HEIGHT_PX));
const frames = [...pictures.keys()];

describe('the same frame is seen by', () => {
  it.each([
    ['drawImage', 0],
    ['texImage2D and texSubImage2D', 20],
    ['createImageBitmap', 40],
  ])('%s', (_, y) => {
    expect(pictures.map((picture) => readNumber(picture, { x: 0, y }))).toEqual(
      frames.map((frame) => frame + 3),
    );
  });
});

describe('images that move', () => {
  it('a GIF repeats as its file says', () => {
    const wanted = frames.map((frame) => Math.floor((frame * 25) / 30 + 1e-6) % 10);
    expect(pictures.map((picture) => readNumber(picture, { x: 0, y: 60 }))).toEqual(wanted);
  });

  it('an APNG that plays once holds its last picture', () => {
    const wanted = frames.map((frame) => Math.min(4, Math.floor(frame / 3 + 1e-6)));
    expect(pictures.map((picture) => readNumber(picture, { x: 0, y: 80 }))).toEqual(wanted);
  });
});

describe('a film', () => {
  it('keeps its transparency', () => {
    expect(pictures.map((picture) => readNumber(picture, { x: 0, y: 100 }))).toEqual(frames);
    expect(videos.find(({ path }) => path === 'alpha.webm')?.frameFormat).toBe('png');
  });

  it('is turned as its file says, and has the size of a turned film', () => {
    expect(videos.find(({ path }) => path === 'turned.mp4')).toMatchObject({
      sourceWidthPx: 16,
      sourceHeightPx: 96,
    });
    // The matrix that ffmpeg writes for it turns to the left: the left end is at the bottom.
    const readUp = ({ pixels }: (typeof pictures)[number]) =>
      Array.from(
        { length: NUMBER_BITS },
        (_, bit) => Number((pixels[(96 - (bit * 12 + 6)) * WIDTH_PX + 208] ?? 0) > 128) << bit,
      ).reduce((sum, value) => sum | value);
    expect(pictures.map(readUp)).toEqual(frames);
  });

  it('is fitted, placed, transformed and clipped by CSS', () => {
    // 96×16 in a box of 192×64 is drawn as 192×32 at the bottom.
    const place = { x: 0, y: 152, width: 192, height: 32 };
    expect(pictures.map((picture) => readNumber(picture, place))).toEqual(frames);
    const upsideDown = pictures.map(({ pixels }) =>
      Array.from(
        { length: NUMBER_BITS },
        (_, bit) => Number((pixels[208 * WIDTH_PX + 195 - 6 - bit * 12 + 0] ?? 0) > 128) << bit,
      ).reduce((sum, value) => sum | value),
    );
    // The left block is clipped away.
    expect(upsideDown).toEqual(frames.map((frame) => frame & ~1));
  });
});

it('renders the same chunk twice', async () => {
  const again = workshop.newPath('again');
  await workshop.renderer.render(planDir, 1, again);
  expect(await hashFrames([again])).toEqual(await hashFrames(chunkDirs.slice(1)));
});

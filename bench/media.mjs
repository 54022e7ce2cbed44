// What source videos cost: a minute of 720p30 with three 1080p films, made here with ffmpeg. Prints planning without and with
// kept frames, the size of the plan, and what a frame costs with and without the films.
// node bench/media.mjs [--seconds 60]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { requireBrowser } from '../dist/browser/index.js';
import { createChunkRenderer } from '../dist/chunk/chunk-renderer.js';
import { requireFfmpeg } from '../dist/ffmpeg/index.js';
import { plan } from '../dist/plan/index.js';
import { cacheDirOf } from '../dist/process/index.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
const folder = mkdtempSync(join(tmpdir(), 'framelane-bench-media-'));
const env = { ...process.env, FRAMELANE_CACHE_DIR: join(folder, 'cache') };
const { ffmpeg } = await requireFfmpeg({ env: process.env });
const cacheDir = cacheDirOf(process.env);
const browser = await requireBrowser({ env: process.env, cacheDir });
// Frames are kept apart from those of other plans; the browser is the usual one.
const tools = { browserPath: browser.path };
const sec = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** A page with the films, or with boxes that move as much. */
function makeProject(name, content) {
  const projectDir = join(folder, name);
  mkdirSync(projectDir);
  writeFileSync(
    join(projectDir, 'index.html'),
    `<!doctype html><style>body{margin:0;background:#123}video,i{position:absolute;background:#456}</style>
<div data-composition-id="main" data-width="1280" data-height="720" data-duration="${seconds}" data-fps="30" data-no-timeline>${content}</div>
<script>for (const e of document.querySelectorAll('i')) e.animate({ transform: ['none', 'scale(0.9)'] }, { duration: ${seconds * 1000} });</script>`,
  );
  return projectDir;
}

const places = [
  'left:0;top:0;width:1280px;height:720px',
  'left:40px;top:40px;width:480px;height:270px',
  'left:760px;top:400px;width:480px;height:270px',
];
const boxes = makeProject('boxes', places.map((style) => `<i style="${style}"></i>`).join(''));
const films = makeProject(
  'films',
  places.map((style, n) => `<video src="${n}.mp4" data-start="0" style="${style}"></video>`).join(''),
);
for (const [n, source] of ['testsrc2', 'mandelbrot', 'gradients=speed=0.02'].entries()) {
  const [name, options] = source.split('=', 2);
  const size = `${name}=s=1920x1080:r=30${options ? `:${source.slice(name.length + 1)}` : ''}`;
  const look = ['-t', String(seconds), '-vf', 'noise=alls=6:allf=t', '-pix_fmt', 'yuv420p'];
  execFileSync(ffmpeg.path, [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    size,
    ...look,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-crf',
    '24',
    join(films, `${n}.mp4`),
  ]);
}

function sizeOf(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

async function timePlan(projectDir, name) {
  const planDir = join(folder, name);
  const phases = {};
  let last = { phase: 'read', at: performance.now() };
  const onProgress = ({ phase }) => {
    phases[last.phase] = (phases[last.phase] ?? 0) + performance.now() - last.at;
    last = { phase, at: performance.now() };
  };
  const { durationMs } = await plan(projectDir, { maxParallelChunks: 8 }, planDir, {
    env,
    tools,
    onProgress,
  });
  return { planDir, durationMs, phases };
}

const renderer = createChunkRenderer();
async function frameMs(planDir) {
  await renderer.render(planDir, 1, join(folder, 'warm.mp4'));
  const { phases, framesEncoded } = await renderer.render(planDir, 1, join(folder, 'chunk.mp4'));
  return (phases.capture + phases.encode) / framesEncoded;
}

try {
  const plain = await timePlan(boxes, 'plan-boxes');
  const cold = await timePlan(films, 'plan-cold');
  const warm = await timePlan(films, 'plan-warm');
  const frames = join(cold.planDir, 'video-frames');
  const count = readdirSync(frames, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
  console.log(`${seconds} s of 1280×720 at 30 fps, three films of 1920×1080`);
  console.log(`plan without films   ${sec(plain.durationMs)}`);
  console.log(
    `plan with films      ${sec(cold.durationMs)} (measure and watch ${sec(cold.phases.measure)}, extract ${sec(cold.phases.extract)}, hash ${sec(cold.phases.hash)})`,
  );
  console.log(`plan, frames kept    ${sec(warm.durationMs)} (extract ${sec(warm.phases.extract)})`);
  console.log(
    `extraction           ${((1000 * count) / cold.phases.extract).toFixed(0)} frames a second, ${count} frames`,
  );
  console.log(
    `plan size            ${(sizeOf(cold.planDir) / 1024 ** 2).toFixed(0)} MiB, of which frames ${(sizeOf(frames) / 1024 ** 2).toFixed(0)} MiB`,
  );
  const [without, withFilms] = [await frameMs(plain.planDir), await frameMs(cold.planDir)];
  console.log(
    `a frame              ${without.toFixed(1)} ms without films, ${withFilms.toFixed(1)} ms with three: ${((withFilms - without) / 3).toFixed(1)} ms for each film`,
  );
} finally {
  await renderer.close();
  rmSync(folder, { recursive: true, force: true });
}

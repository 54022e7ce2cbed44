import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assemble } from '#src/assemble/index.js';
import { measureLoudness } from '#src/ffmpeg/measure-loudness.js';
import { plan, readPlan } from '#src/plan/index.js';
import { fixtureProject } from '../../helpers/fixture-project.js';
import { makeNumberFilm } from '../../helpers/number-film.js';
import { renderPlan } from '../determinism/render-plan.js';
import { openWorkshop } from '../determinism/workshop.js';

const RATE_HZ = 48_000;
const workshop = await openWorkshop();

async function makeProject(content: string, durationSec: number, fps = 10): Promise<string> {
  const projectDir = workshop.newPath('project');
  await mkdir(projectDir);
  await writeFile(
    join(projectDir, 'index.html'),
    `<!doctype html><div data-composition-id="main" data-width="160" data-height="90" data-duration="${durationSec}" data-fps="${fps}" data-no-timeline>${content}</div>`,
  );
  return projectDir;
}

function makeSound(projectDir: string, name: string, source: string, ...encode: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...encode, join(projectDir, name)]);
}

/** Left channel of the first sound of a file, -1 to 1. */
function samplesOf(path: string): Float32Array {
  const args = [
    '-v',
    'error',
    '-i',
    path,
    '-map',
    '0:a:0',
    '-f',
    'f32le',
    '-ac',
    '2',
    '-ar',
    String(RATE_HZ),
    '-',
  ];
  const pcm = execFileSync('ffmpeg', args, { maxBuffer: 1 << 28 });
  return Float32Array.from({ length: pcm.length / 8 }, (_, index) => pcm.readFloatLE(index * 8));
}

function peak(samples: Float32Array, fromSec: number, toSec: number): number {
  const part = samples.subarray(Math.round(fromSec * RATE_HZ), Math.round(toSec * RATE_HZ));
  return part.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
}

describe('the sound of a finished film lies on its picture', () => {
  const SECONDS = 60;
  const TICKS_SEC = [0.5, SECONDS - 0.5];

  it.each(['mp4', 'webm', 'mov'] as const)(
    '%s: within 5 ms at the beginning and the end of a minute',
    async (format) => {
      const projectDir = await makeProject('<audio src="ticks.wav" data-start="0"></audio>', SECONDS, 1);
      const tick = TICKS_SEC.map((sec) => `between(t,${sec},${sec + 0.02})`).join('+');
      makeSound(projectDir, 'ticks.wav', `aevalsrc='0.8*sin(2*PI*1000*t)*(${tick})':s=44100:d=${SECONDS}`);
      const planDir = workshop.newPath('plan');
      const { audioPath } = await plan(
        projectDir,
        { format, quality: 'draft', maxParallelChunks: 1 },
        planDir,
      );
      const outDir = workshop.newPath('chunks');
      await mkdir(outDir);
      const film = workshop.newPath(`film.${format}`);
      const chunks = await renderPlan(workshop.renderer, planDir, outDir);
      const result = await assemble(planDir, chunks, audioPath, film);
      expect(result.loudness).toEqual(expect.objectContaining({ truePeakDbtp: expect.any(Number) }));
      const samples = samplesOf(film);
      for (const sec of TICKS_SEC) {
        expect(Math.abs(bestOffsetSec(samples, sec))).toBeLessThan(0.005);
      }
    },
  );

  /** Where a tick correlates best with what is there, against where it belongs. */
  function bestOffsetSec(samples: Float32Array, sec: number): number {
    const tick = Float32Array.from({ length: 0.02 * RATE_HZ }, (_, at) =>
      Math.sin((2 * Math.PI * 1000 * at) / RATE_HZ),
    );
    let best = { offset: 0, sum: Number.NEGATIVE_INFINITY };
    for (let offset = -2400; offset <= 2400; offset++) {
      const from = Math.round(sec * RATE_HZ) + offset;
      let sum = 0;
      for (let at = 0; at < tick.length; at++) sum += (tick[at] ?? 0) * (samples[from + at] ?? 0);
      if (sum > best.sum) best = { offset, sum };
    }
    return best.offset / RATE_HZ;
  }
});

it('follows what a timeline makes of volumes, hears films that say so, and no muted ones', async () => {
  const project = await fixtureProject('gsap-timeline');
  try {
    const { projectDir } = project;
    makeSound(projectDir, 'tone.wav', 'sine=f=500:r=96000:d=3', '-af', 'volume=6');
    makeSound(projectDir, 'wide.wav', 'anoisesrc=a=0.2:d=3:r=48000', '-ac', '6');
    makeNumberFilm({
      path: join(projectDir, 'film.mp4'),
      frames: 30,
      fps: '30',
      extra: ['-f', 'lavfi', '-i', 'sine=f=2000:d=1', '-map', '0:v', '-map', '1:a'],
      encode: ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    });
    await writeFile(
      join(projectDir, 'index.html'),
      `<!doctype html><script src="vendor/gsap.min.js"></script>
      <div data-composition-id="main" data-width="160" data-height="90" data-duration="3" data-fps="30">
        <audio id="tone" src="tone.wav" data-start="0" data-volume="0.8"></audio>
        <audio src="wide.wav" muted></audio><audio src="wide.wav" data-start="2.5" data-volume="0.1"></audio>
        <video src="film.mp4" data-start="2" data-duration="0.4" data-has-audio></video>
        <video src="film.mp4" data-start="0"></video>
      </div>
      <script>
        const timeline = gsap.timeline({ paused: true });
        timeline.to('#tone', { volume: 0, duration: 1, ease: 'none' }, 0.5);
        window.__timelines = { main: timeline };
      </script>`,
    );
    const planDir = workshop.newPath('plan');
    const { audioPath, composition } = await plan(projectDir, { format: 'mov' }, planDir);
    expect(composition.audioTracks).toMatchObject([
      {
        path: 'tone.wav',
        volume: 0.8,
        volumeCurve: [
          [0, 0.8],
          [0.5, 0.8],
          [1.5, 0],
          [expect.closeTo(3, 1), 0],
        ],
      },
      { path: 'film.mp4', startSec: 2, durationSec: expect.closeTo(0.4, 6), volume: 1 },
      { path: 'wide.wav', startSec: 2.5 },
    ]);
    const samples = samplesOf(audioPath ?? '');
    const full = peak(samples, 0.1, 0.4);
    expect(full).toBeGreaterThan(0.5);
    expect(peak(samples, 0.98, 1.02) / full).toBeCloseTo(0.5, 1);
    expect(peak(samples, 1.24, 1.26) / full).toBeCloseTo(0.25, 1);
    expect(peak(samples, 1.6, 1.95)).toBe(0);
    expect(peak(samples, 2.05, 2.35)).toBeGreaterThan(0.05);
    expect(peak(samples, 2.42, 2.48)).toBe(0);
    expect(peak(samples, 2.55, 2.95)).toBeGreaterThan(0.005);
  } finally {
    await project.remove();
  }
});

describe('loudness', () => {
  it.each([-14, -30])('is brought to %i LUFS, with peaks below -1 dBTP, and told', async (loudness) => {
    const projectDir = await makeProject('<audio src="noise.wav" data-start="0"></audio>', 6, 5);
    // Soft noise with a louder click each second.
    makeSound(projectDir, 'noise.wav', "aevalsrc='0.05*(random(0)*2-1)+0.6*lt(mod(t,1),0.002)':s=48000:d=6");
    const planDir = workshop.newPath('plan');
    const result = await plan(projectDir, { loudness }, planDir);
    const measured = await measureLoudness(workshop.ffmpegPath, result.audioPath ?? '');
    expect(result.loudness).toEqual(measured);
    expect((await readPlan(planDir)).composition.loudness).toEqual(measured);
    expect(Math.abs(measured.integratedLufs - loudness)).toBeLessThan(1);
    expect(measured.truePeakDbtp).toBeLessThan(-0.9);
  });
});

import type { HostMethod, LogLine, PlanPreview, RunState, Settings } from '../../src/contract/index.js';
import type { Connect } from '../api/index.js';
import {
  demoMachine,
  demoProject,
  demoRecent,
  demoRuns,
  demoSample,
  SAMPLES,
  SETTINGS,
  SWIFTSHADER,
} from './demo-data.js';
import { chunkPlanOf, cutFrames } from './demo-plan.js';
import { DemoRun } from './demo-run.js';

const RUNS = {
  normal: { frameCount: 1800, chunkCount: 16, workers: 4, msPerFrame: 42, flaky: [5], broken: [] },
  failing: { frameCount: 1800, chunkCount: 16, workers: 4, msPerFrame: 42, flaky: [5], broken: [9] },
  stress: {
    frameCount: 100_000,
    chunkCount: 256,
    workers: 16,
    msPerFrame: 9,
    flaky: [3, 40, 90, 133, 201],
    broken: [],
  },
};

/** Where each scenario finds its run, in milliseconds after the start; `live` goes on from there. */
const MOMENTS: Readonly<Record<string, { at: number; live: boolean; run: keyof typeof RUNS }>> = {
  running: { at: 21_500, live: false, run: 'normal' },
  live: { at: 0, live: true, run: 'normal' },
  done: { at: 200_000, live: false, run: 'normal' },
  failed: { at: 200_000, live: false, run: 'failing' },
  stress: { at: 60_000, live: true, run: 'stress' },
};

/** Half a minute of the stress run. */
const STRESS_SNAPSHOTS = 300;

/** A host inside the page that plays recorded-looking data, to look at every screen without an engine. */
export function connectDemo(scenario: string): Connect {
  const moment = MOMENTS[scenario] ?? { at: 21_500, live: false, run: 'normal' as const };
  const run = new DemoRun(RUNS[moment.run]);
  const openedAt = Date.now();
  let settings: Settings = { ...SETTINGS };
  let trust: 'restricted' | 'trusted' = scenario === 'restricted' ? 'restricted' : 'trusted';
  let paused = false;
  let ended: RunState | null = null;
  let startedAt = openedAt - moment.at;
  const elapsed = () => (moment.live ? Date.now() - startedAt : moment.at);

  return (events) => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const recorded: string[] = [];
    const snapshot = () => {
      const origin = moment.live ? startedAt : Date.now() - moment.at;
      const at = (ms: number) => run.snapshotAt('r-live', ms, origin, ended);
      if (scenario !== 'stress')
        return events.onMessage({ kind: 'run-snapshot', snapshot: at(elapsed()), paused });
      // As from an engine: text that was made elsewhere, and is new in every part.
      if (recorded.length === 0) {
        for (let step = 0; step < STRESS_SNAPSHOTS; step += 1)
          recorded.push(
            JSON.stringify({ kind: 'run-snapshot', snapshot: at(moment.at + step * 100), paused }),
          );
      }
      const step = Math.floor((elapsed() - moment.at) / 100);
      events.onMessage(JSON.parse(recorded[Math.min(step, recorded.length - 1)] ?? 'null'));
    };
    const answers: Readonly<Record<HostMethod, (input: never) => unknown>> = {
      'app.info': () => ({
        protocol: 1,
        version: '0.1.0',
        platform: 'linux',
        shell: 'browser',
        sandbox: scenario !== 'restricted',
      }),
      'machine.check': () => demoMachine(scenario === 'no-ffmpeg'),
      'machine.install': () => ({ why: 'installed into the cache' }),
      'machine.probe-webgl': (input: { sessions: number }) =>
        Array.from({ length: input.sessions }, () => ({
          startedAtMs: Date.now(),
          browserVersion: 'HeadlessChrome/156.0.8078.79',
          webgl: SWIFTSHADER,
        })),
      'samples.list': () => SAMPLES,
      'samples.open': () => demoProject(trust),
      'projects.recent': () => (scenario === 'empty' ? [] : demoRecent(Date.now())),
      'projects.forget': () => ({}),
      'project.reopen': () => demoProject(trust),
      'project.open-handle': () => demoProject(trust),
      'project.open-path': () => demoProject(trust),
      'project.trust': (input: { trust: typeof trust }) => {
        trust = input.trust;
        return demoProject(trust);
      },
      'folders.list': () => ({
        path: '/home/ada/films',
        parent: '/home/ada',
        entries: [
          { name: 'archive', kind: 'folder', isComposition: false },
          { name: 'quarterly-report', kind: 'folder', isComposition: true },
          { name: 'spring-launch', kind: 'folder', isComposition: true },
          { name: 'teaser.html', kind: 'html', isComposition: true },
        ],
      }),
      'plan.preview': (input: { config: { maxParallelChunks?: number; chunkSize?: number } }) =>
        preview(input.config),
      'plan.sample': () => demoSample(1800),
      'plan.freeze': () => ({
        planHash: 'a1f9c40277d1e3b2a1f9c40277d1e3b2a1f9c40277d1e3b2a1f9c40277d1e3b2',
        displayPath: '~/.local/share/framelane/plans/spring-launch-a1f9c40277d1',
        sizeBytes: 48_250_112,
        fileCount: 23,
        chunkCount: 16,
        cli: 'npx framelane chunk ~/.local/share/framelane/plans/spring-launch-a1f9c40277d1 0 -o chunks/0.mp4',
      }),
      'run.start': () => {
        startedAt = Date.now();
        return { runId: 'r-live' };
      },
      'run.watch': () => {
        clearInterval(timer);
        timer = setInterval(snapshot, 100);
        queueMicrotask(snapshot);
        return {};
      },
      'run.unwatch': () => {
        clearInterval(timer);
        return {};
      },
      'run.cancel': () => {
        ended = 'cancelled';
        return {};
      },
      'run.pause': () => {
        paused = true;
        return {};
      },
      'run.continue': () => {
        paused = false;
        return {};
      },
      'run.cancel-chunk': () => ({}),
      'run.retry-chunk': () => ({}),
      'run.retry-failed': () => ({}),
      'run.resume': () => {
        ended = null;
        return { runId: 'r-live' };
      },
      'run.discard': () => ({ freedBytes: 1_200_000_000 }),
      'run.log': (input: { afterSeq: number; chunkIndex: number | null }) =>
        input.afterSeq < 0 ? logLines(startedAt) : [],
      'run.thumbnail': (input: { chunkIndex: number }) => ({
        frameIndex: input.chunkIndex * 113 + 62,
        dataUri: thumbnail(input.chunkIndex),
      }),
      'run.commands': (input: { chunkIndex: number }) => ({
        browser:
          'chrome-headless-shell --headless --disable-gpu-compositing --use-angle=swiftshader --font-render-hinting=none',
        ffmpeg: `ffmpeg -hide_banner -f image2pipe -framerate 30 -i pipe:0 -c:v libx264 -crf 18 -bf 0 -g 113 chunk-${input.chunkIndex}.mp4`,
        cli: `framelane chunk ~/runs/r-live/plan ${input.chunkIndex} --out chunk-${input.chunkIndex}.mp4`,
      }),
      'runs.list': () => (scenario === 'empty' ? [] : demoRuns(Date.now())),
      'run.output': () => ({
        url: './output.mp4',
        fileName: 'spring-launch.mp4',
        displayPath: '~/films/spring-launch.mp4',
      }),
      'settings.get': () => settings,
      'settings.set': (input: Partial<Settings>) => {
        settings = { ...settings, ...input };
        return settings;
      },
      'resources.now': () => resources(),
    };
    queueMicrotask(() => (scenario === 'offline' ? undefined : events.onOpen()));
    if (scenario === 'offline') {
      setTimeout(() => events.onOpen(), 50);
      setTimeout(() => events.onClose('the process ended'), 1200);
    }
    const meter = setInterval(() => events.onMessage({ kind: 'resources', resources: resources() }), 1000);
    return {
      send: (data) => {
        const { id, method, input } = data as { id: number; method: HostMethod; input: never };
        setTimeout(() => {
          events.onMessage({ kind: 'answer', id, ok: true, value: answers[method](input) });
        }, 15);
      },
      close: () => {
        clearInterval(timer);
        clearInterval(meter);
      },
    };
  };
}

function preview(config: { maxParallelChunks?: number; chunkSize?: number }): PlanPreview {
  const max = config.maxParallelChunks ?? 16;
  const slices = cutFrames(1800, config.chunkSize === undefined ? max : Math.ceil(1800 / config.chunkSize));
  return {
    frameCount: 1800,
    fps: { num: 30, den: 1 },
    widthPx: 1920,
    heightPx: 1080,
    durationSec: 60,
    chunkPlan: chunkPlanOf(slices, config.chunkSize ?? null, max),
    slices,
    gopFrames: slices[0]?.frameCount ?? 1,
    workers: 4,
    workersWhy: '4 workers: each needs about 1.1 GB and 5.0 GB are free for them.',
    estimate: { wallMs: 68_000 + slices.length * 900, sizeBytes: 40_000_000 + slices.length * 160_000 },
  };
}

function resources() {
  return {
    atMs: Date.now(),
    cpuShare: 0.71,
    memoryUsedBytes: 6_549_825_536,
    memoryTotalBytes: 17_179_869_184,
    rendererRssBytes: 3_221_225_472,
    diskFreeBytes: 126_701_535_232,
  };
}

function logLines(startedAt: number): LogLine[] {
  const texts: readonly (readonly [LogLine['level'], string, number | null])[] = [
    ['info', 'plan frozen: 1800 frames, 16 chunks, 23 assets', null],
    ['info', 'browser ready: HeadlessChrome/156.0.8078.79, SwiftShader', 0],
    ['debug', 'page ready after 380 ms: timeline of 60 s, 2 fonts, 1 video', 0],
    ['warn', 'console: [chart] week 7 has no data', 9],
    ['info', 'chunk done: 113 frames in 4.9 s, 12 reused', 0],
    ['error', 'browser ended with signal SIGKILL at frame 611', 5],
    ['info', 'retry in 3 s with a fresh browser', 5],
    ['debug', 'ffmpeg: frame= 113 fps= 24 q=-1.0 Lsize= 2543kB', 1],
  ];
  return Array.from({ length: 240 }, (_, index) => {
    const [level, message, chunkIndex] = texts[index % texts.length] ?? ['info', '', null];
    return {
      seq: index,
      atMs: startedAt + index * 90,
      level,
      message,
      chunkIndex,
      attempt: chunkIndex === null ? null : 1,
      workerId: chunkIndex === null ? null : chunkIndex % 4,
    };
  });
}

/** A small picture that differs per chunk, as a data URI. */
function thumbnail(chunkIndex: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = 160;
  canvas.height = 90;
  const context = canvas.getContext('2d');
  if (context === null) return '';
  const hue = (chunkIndex * 47) % 360;
  const fill = context.createLinearGradient(0, 0, 160, 90);
  fill.addColorStop(0, `hsl(${hue} 60% 22%)`);
  fill.addColorStop(1, `hsl(${(hue + 60) % 360} 70% 45%)`);
  context.fillStyle = fill;
  context.fillRect(0, 0, 160, 90);
  context.fillStyle = 'rgb(255 255 255 / 0.9)';
  context.font = '600 20px sans-serif';
  context.fillText('Spring launch', 14, 52);
  return canvas.toDataURL('image/jpeg', 0.8);
}

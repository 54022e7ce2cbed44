import type {
  DoctorReport,
  Project,
  RecentProject,
  RunSummary,
  Sample,
  SampleReport,
  Settings,
  WebglInfo,
} from '../../src/contract/index.js';

export const SWIFTSHADER: WebglInfo = {
  vendor: 'Google Inc. (Google)',
  renderer:
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (LLVM 16.0.0) (0x0000C0DE)), SwiftShader driver)',
  software: true,
  version: 'WebGL 2.0 (OpenGL ES 3.0 Chromium)',
  maxTextureSizePx: 8192,
};

export const LLVMPIPE: WebglInfo = {
  vendor: 'Google Inc. (Mesa)',
  renderer: 'ANGLE (Mesa, llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5)',
  software: true,
  version: 'WebGL 2.0 (OpenGL ES 3.0 Chromium)',
  maxTextureSizePx: 16384,
};

export const SAMPLES: Sample[] = [
  {
    sampleId: 'title-sequence',
    name: 'Title sequence',
    description: 'Words that arrive one by one, cut to a beat.',
    durationSec: 12,
    widthPx: 1920,
    heightPx: 1080,
  },
  {
    sampleId: 'data-chart',
    name: 'Data chart',
    description: 'Bars that grow from a table of numbers.',
    durationSec: 8,
    widthPx: 1280,
    heightPx: 720,
  },
  {
    sampleId: 'webgl-scene',
    name: 'WebGL scene',
    description: 'A lit three-dimensional scene, drawn in software.',
    durationSec: 10,
    widthPx: 1280,
    heightPx: 720,
  },
  {
    sampleId: 'soundtrack',
    name: 'Soundtrack',
    description: 'Two audio tracks that fade into one another.',
    durationSec: 20,
    widthPx: 1080,
    heightPx: 1920,
  },
  {
    sampleId: 'css-only',
    name: 'CSS only',
    description: 'Keyframes and nothing else: no script at all.',
    durationSec: 6,
    widthPx: 1280,
    heightPx: 720,
  },
];

export const SETTINGS: Settings = {
  workers: null,
  quality: 'standard',
  gl: 'software',
  captureMode: 'auto',
  keepRunFiles: true,
  browserPath: null,
  ffmpegPath: null,
  outputFolder: null,
  theme: 'system',
  contrast: 'system',
  shortcuts: {},
  singleKeyShortcuts: true,
};

export function demoProject(trust: Project['trust']): Project {
  return {
    projectId: 'p1',
    name: 'spring-launch',
    displayPath: '~/films/spring-launch',
    entryFile: 'index.html',
    trust,
    isSample: false,
    markup: {
      compositionId: 'spring-launch',
      widthPx: 1920,
      heightPx: 1080,
      fps: { num: 30, den: 1 },
      durationSec: 60,
      clips: [
        { id: 'intro', tag: 'div', kind: 'composition', startSec: 0, endSec: 9, track: 0 },
        { id: 'headline', tag: 'h1', kind: 'element', startSec: 6, endSec: 15, track: 1 },
        { id: 'b-roll', tag: 'video', kind: 'video', startSec: 9, endSec: 31.4, track: 0 },
        { id: 'chart', tag: 'div', kind: 'composition', startSec: 32, endSec: 47, track: 0 },
        { id: 'logo', tag: 'img', kind: 'image', startSec: 44, endSec: 60, track: 1 },
        { id: 'outro', tag: 'div', kind: 'composition', startSec: 47, endSec: 60, track: 0 },
      ],
      audioTracks: [
        {
          id: 'music',
          path: 'music.m4a',
          startSec: 0,
          durationSec: 60,
          mediaStartSec: 0,
          playbackRate: 1,
          volume: 0.6,
          loop: true,
        },
        {
          id: 'voice',
          path: 'voice.wav',
          startSec: 8.5,
          durationSec: 41,
          mediaStartSec: 0,
          playbackRate: 1,
          volume: 1,
          loop: false,
        },
      ],
      variables: [],
      assetCount: 23,
      assetBytes: 48_250_112,
      warnings: ['The video “b-roll” has no poster; its first frame is decoded while planning.'],
    },
    problem: null,
  };
}

export function demoRecent(now: number): RecentProject[] {
  return [
    {
      projectId: 'p1',
      name: 'spring-launch',
      displayPath: '~/films/spring-launch',
      openedAtMs: now - 240_000,
      missing: false,
    },
    {
      projectId: 'p2',
      name: 'quarterly-report',
      displayPath: '~/films/quarterly-report',
      openedAtMs: now - 9_000_000,
      missing: false,
    },
    {
      projectId: 'p3',
      name: 'teaser.html',
      displayPath: '~/Desktop/teaser.html',
      openedAtMs: now - 190_000_000,
      missing: true,
    },
  ];
}

export function demoRuns(now: number): RunSummary[] {
  const base = {
    projectId: 'p1',
    projectName: 'spring-launch',
    framesTotal: 1800,
    chunkCount: 16,
    outputName: 'spring-launch.mp4',
  };
  return [
    {
      ...base,
      runId: 'r-live',
      state: 'rendering',
      startedAtMs: now - 40_000,
      endedAtMs: null,
      chunksDone: 7,
      outputExists: false,
      sizeBytes: null,
    },
    {
      ...base,
      runId: 'r-13',
      state: 'done',
      startedAtMs: now - 5_400_000,
      endedAtMs: now - 5_290_000,
      chunksDone: 16,
      outputExists: true,
      sizeBytes: 41_300_000,
    },
    {
      ...base,
      runId: 'r-12',
      state: 'interrupted',
      projectName: 'quarterly-report',
      outputName: 'quarterly-report.mp4',
      startedAtMs: now - 8_000_000,
      endedAtMs: null,
      chunksDone: 11,
      outputExists: false,
      sizeBytes: null,
    },
    {
      ...base,
      runId: 'r-11',
      state: 'failed',
      startedAtMs: now - 90_000_000,
      endedAtMs: now - 89_930_000,
      chunksDone: 14,
      outputExists: false,
      sizeBytes: null,
    },
    {
      ...base,
      runId: 'r-10',
      state: 'cancelled',
      startedAtMs: now - 180_000_000,
      endedAtMs: now - 179_980_000,
      chunksDone: 3,
      outputExists: false,
      sizeBytes: null,
    },
    {
      ...base,
      runId: 'r-9',
      state: 'done',
      startedAtMs: now - 280_000_000,
      endedAtMs: now - 279_890_000,
      chunksDone: 16,
      outputExists: false,
      sizeBytes: 40_100_000,
    },
  ];
}

/** 72 sampled frames with two heavy passages. */
export function demoSample(frameCount: number): SampleReport {
  const samples = Array.from({ length: 72 }, (_, index) => {
    const at = index / 71;
    const heavy = Math.exp(-(((at - 0.36) / 0.07) ** 2)) * 70 + Math.exp(-(((at - 0.7) / 0.09) ** 2)) * 46;
    const costMs = 14 + heavy + ((index * 37) % 11);
    const moving = !(at < 0.05 || (at > 0.5 && at < 0.56) || at > 0.93);
    return { frameIndex: Math.floor(at * (frameCount - 1)), costMs, moving, imageBytes: 180_000 };
  });
  return {
    durationSec: frameCount / 30,
    frameCount,
    captureMode: 'begin-frame',
    webgl: SWIFTSHADER,
    systemFonts: ['Segoe UI'],
    samples,
    warnings: [],
  };
}

export function demoMachine(missingFfmpeg: boolean): DoctorReport {
  const ok = (id: string, group: 'browser' | 'ffmpeg' | 'machine', title: string, detail: string) =>
    ({ id, group, title, status: 'ok', detail, fix: null }) as const;
  return {
    framelaneVersion: '0.1.0',
    status: missingFfmpeg ? 'fail' : 'warn',
    findings: [
      ok(
        'browser',
        'browser',
        'Browser',
        'HeadlessChrome/156.0.8078.79 at ~/.cache/framelane/chrome-headless-shell',
      ),
      ok('browser.begin-frame', 'browser', 'Exact frames', 'BeginFrame control works'),
      ok('browser.webgl', 'browser', 'WebGL', 'SwiftShader, 8192 px textures'),
      {
        id: 'browser.sandbox',
        group: 'browser',
        title: 'Sandbox',
        status: 'warn',
        detail: 'Off: unprivileged user namespaces are not allowed',
        fix: 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
      },
      missingFfmpeg
        ? {
            id: 'ffmpeg',
            group: 'ffmpeg',
            title: 'FFmpeg',
            status: 'fail',
            detail: 'Not found in the settings, the package or on PATH',
            fix: 'sudo apt-get install ffmpeg',
          }
        : ok('ffmpeg', 'ffmpeg', 'FFmpeg', 'ffmpeg version 7.0.2 at /usr/bin/ffmpeg'),
      ...(missingFfmpeg
        ? []
        : [
            ok('ffmpeg.encoder.libx264', 'ffmpeg', 'H.264 encoder', 'libx264'),
            ok('ffmpeg.encoder.libvpx-vp9', 'ffmpeg', 'VP9 encoder', 'libvpx-vp9'),
            ok('ffmpeg.filter.psnr', 'ffmpeg', 'PSNR filter', 'present'),
          ]),
      ok('machine.memory', 'machine', 'Memory', '10.2 GB of 16.0 GB available'),
      ok('disk', 'machine', 'Disk', '118 GB free where runs are kept'),
      {
        id: 'machine.shm',
        group: 'machine',
        title: 'Shared memory',
        status: 'warn',
        detail: '/dev/shm has 64 MB; browsers use files instead',
        fix: 'docker run --shm-size=1g …',
      },
    ],
    browser: {
      path: '~/.cache/framelane/chrome-headless-shell',
      why: 'installed by Framelane',
      version: 'HeadlessChrome/156.0.8078.79',
      beginFrame: true,
      sandbox: false,
    },
    webgl: SWIFTSHADER,
    ffmpeg: missingFfmpeg
      ? null
      : { path: '/usr/bin/ffmpeg', why: 'ffmpeg on PATH', version: 'ffmpeg version 7.0.2' },
    ffprobe: missingFfmpeg
      ? null
      : { path: '/usr/bin/ffprobe', why: 'ffprobe on PATH', version: 'ffprobe version 7.0.2' },
    machine: {
      platform: 'linux-x64',
      nodeVersion: 'v24.21.0',
      cpuCount: 8,
      memoryTotalBytes: 17_179_869_184,
      memoryAvailableBytes: 10_952_166_604,
      diskFreeBytes: 126_701_535_232,
      shmBytes: 67_108_864,
      fontFamilies: 42,
    },
  };
}

import { expect, it } from 'vitest';
import { demoMachine, demoSample, LLVMPIPE, SWIFTSHADER } from '../../../renderer/dev/demo-data.js';
import { DemoRun } from '../../../renderer/dev/demo-run.js';
import { judgeParity } from '../../../renderer/features/diagnostics/parity.js';

const run = new DemoRun({ frameCount: 90, chunkCount: 3, workers: 1, msPerFrame: 10, flaky: [], broken: [] });
const { plan } = run.snapshotAt('r', 5000, 0, null);
const healthy = { ...demoMachine(false), webgl: SWIFTSHADER };
const machine =
  plan === null || healthy.browser === null || healthy.ffmpeg === null
    ? healthy
    : {
        ...healthy,
        browser: { ...healthy.browser, beginFrame: true, version: plan.tools.browserVersion },
        ffmpeg: { ...healthy.ffmpeg, version: plan.tools.ffmpegVersion },
        machine: { ...healthy.machine, platform: plan.tools.platform },
      };
const sample = { ...demoSample(90), systemFonts: [] };
const levelOf = (facts: Parameters<typeof judgeParity>[0]) => judgeParity(facts).level;

it('the same tools, BeginFrame, SwiftShader and own fonts are comparable by bytes', () => {
  expect(judgeParity({ machine, plan, sample })).toMatchObject({ level: 'bytes' });
  expect(levelOf({ machine, plan: null, sample: null })).toBe('bytes');
});

it('screenshots, another ffmpeg or another software renderer are comparable by PSNR', () => {
  if (machine.browser === null || machine.ffmpeg === null) throw new Error('the demo machine has its tools');
  const screenshots = { ...machine, browser: { ...machine.browser, beginFrame: false } };
  const ffmpeg = { ...machine, ffmpeg: { ...machine.ffmpeg, version: 'ffmpeg version 8.0' } };
  for (const other of [screenshots, ffmpeg, { ...machine, webgl: LLVMPIPE }])
    expect(levelOf({ machine: other, plan, sample })).toBe('psnr');
});

it('a graphics card or fonts of this computer are not comparable', () => {
  const card = { ...SWIFTSHADER, renderer: 'ANGLE (NVIDIA, GeForce RTX 4090)', software: false };
  expect(levelOf({ machine: { ...machine, webgl: card }, plan, sample })).toBe('none');
  expect(levelOf({ machine, plan, sample: { ...sample, systemFonts: ['Arial'] } })).toBe('none');
});

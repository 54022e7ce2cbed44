import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PlanProgress } from '#src/contract/index.js';
import { explainPlanDifference, plan, readPlan } from '#src/plan/index.js';
import { verifyPlanAssets } from '#src/plan/verify-plan-assets.js';
import { fixtureProject } from '../../helpers/fixture-project.js';
import { digestsOf, page, workplace } from './plan-harness.js';

const MOVING_BOX = `<style>
  @keyframes move { to { transform: translateX(200px) } }
  i { position: absolute; width: 40px; height: 40px; background: teal; animation: move 0.5s linear both }
</style><i id="box" class="clip" data-start="0" data-duration="0.4"></i>`;

describe('plan', () => {
  it('freezes a composition, and reads it back proved', async () => {
    const { projectDir, planDir, leftovers } = await workplace({
      'index.html': page(
        `<link rel="stylesheet" href="css/a.css">${MOVING_BOX}`,
        'data-duration="2" data-fps="25" data-no-timeline',
      ),
      'css/a.css': 'main { background: #fed }',
    });
    const phases: PlanProgress['phase'][] = [];
    const result = await plan(projectDir, { chunkSize: 20 }, planDir, {
      onProgress: ({ phase }) => phases.push(phase),
    });
    expect([...new Set(phases)]).toEqual(['read', 'localise', 'measure', 'audio', 'hash', 'freeze']);
    expect(result).toMatchObject({
      planDir,
      frameCount: 50,
      fps: { num: 25, den: 1 },
      audioPath: null,
      assetCount: 2,
      warnings: [],
      slices: [
        { index: 0, start: 0, end: 20, frameCount: 20 },
        { index: 1, start: 20, end: 40, frameCount: 20 },
        { index: 2, start: 40, end: 50, frameCount: 10 },
      ],
      composition: {
        compositionId: 'main',
        widthPx: 320,
        heightPx: 180,
        durationSec: 2,
        durationSource: 'data-duration',
        noTimeline: true,
        clips: [{ id: 'box', tag: 'i', kind: 'element', startSec: 0, endSec: 0.4, track: 0 }],
      },
      encoder: {
        format: 'mp4',
        codec: 'h264',
        outputWidthPx: 320,
        outputHeightPx: 180,
        gopFrames: 20,
        imageFormat: 'jpeg',
        captureMode: 'begin-frame',
      },
      tools: { glClass: 'software', browserVersion: expect.stringMatching(/^\w+\/\d+/) },
    });
    const frozen = await readPlan(planDir);
    expect(frozen.plan.planHash).toBe(result.planHash);
    await verifyPlanAssets(frozen, { chunkIndex: 0 });
    expect(await leftovers()).toEqual(['plan']);
    expect(Object.keys(await digestsOf(planDir)).sort()).toEqual([
      'compiled/css/a.css',
      'compiled/index.html',
      'meta/assets.json',
      'meta/chunks.json',
      'meta/composition.json',
      'meta/encoder.json',
      'meta/videos.json',
      'plan.json',
    ]);
  });

  it('gives the same bytes twice, wherever the project lies, with sound too', async () => {
    const { projectDir, remove } = await fixtureProject('audio');
    onTestFinished(remove);
    const { planDir } = await workplace({});
    const elsewhere = await workplace({});
    await cp(projectDir, elsewhere.projectDir, { recursive: true });
    const first = await plan(projectDir, {}, planDir);
    const second = await plan(elsewhere.projectDir, {}, elsewhere.planDir);
    expect(second.planHash).toBe(first.planHash);
    expect(await digestsOf(elsewhere.planDir)).toEqual(await digestsOf(planDir));
    expect(first.audioPath).toBe(join(planDir, 'audio.m4a'));
    expect(first.composition.audioTracks).toEqual([
      {
        id: 'tone',
        path: 'tone.m4a',
        startSec: 0.2,
        durationSec: expect.closeTo(0.6, 3),
        mediaStartSec: 0,
        playbackRate: 1,
        volume: 0.5,
        loop: false,
      },
    ]);
    const [a, b] = [await readPlan(planDir), await readPlan(elsewhere.planDir)];
    expect(explainPlanDifference(a, b)).toEqual([]);
    await verifyPlanAssets(a, 'assemble');
  });

  it('replaces a plan, also one inside the project, which is no part of the next one', async () => {
    const { projectDir } = await workplace({ 'index.html': page(MOVING_BOX) });
    const planDir = join(projectDir, 'out/plan');
    const first = await plan(projectDir, {}, planDir);
    await writeFile(join(projectDir, 'out/film.mp4'), 'a film');
    const second = await plan(projectDir, {}, planDir);
    expect(second.planHash).toBe(first.planHash);
    expect(second.assetCount).toBe(1);
  });

  it('notices each changed byte of a plan and names the file', async () => {
    const { projectDir, planDir } = await workplace({ 'index.html': page(MOVING_BOX) });
    await plan(projectDir, {}, planDir);
    for (const path of Object.keys(await digestsOf(planDir))) {
      const bytes = await readFile(join(planDir, path));
      const changed = Buffer.from(bytes);
      const at = Math.floor(bytes.length / 2);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(join(planDir, path), changed);
      const proof = readPlan(planDir).then((frozen) => verifyPlanAssets(frozen, { chunkIndex: 0 }));
      await expect(proof, path).rejects.toMatchObject({
        code: 'PLAN_HASH_MISMATCH',
        message: expect.stringContaining(path),
      });
      await writeFile(join(planDir, path), bytes);
    }
    await verifyPlanAssets(await readPlan(planDir), { chunkIndex: 0 });
  });

  it('takes duration and size from a page without a root that defines __hf', async () => {
    const { projectDir, planDir } = await workplace({
      'index.html': `<html><body data-width="200" data-height="100"><canvas></canvas>
        <script>window.__hf = { duration: 1.5, seek() {} }</script></body></html>`,
    });
    const result = await plan(projectDir, { fps: 10 }, planDir);
    expect(result.frameCount).toBe(15);
    expect(result.composition).toMatchObject({ widthPx: 200, heightPx: 100, durationSource: '__hf' });
  });

  it('renders a fragment, and scales the output', async () => {
    const { projectDir, planDir } = await workplace({
      'pages/card.html':
        '<div data-composition-id="c" data-width="300" data-height="200" data-duration="0.2" data-no-timeline>hi</div>',
    });
    const result = await plan(projectDir, { entryFile: 'pages/card.html', width: 150 }, planDir);
    expect(result.encoder).toMatchObject({ outputWidthPx: 150, outputHeightPx: 100 });
    expect(result.composition.entryFile).toBe('pages/card.html');
    expect((await readPlan(planDir)).plan.runtimeEnv.deviceScaleFactor).toBe(0.5);
    expect(await readFile(join(planDir, 'compiled/pages/card.html'), 'utf8')).toContain('margin:0');
  });

  it('cuts by cost, from frames that were measured', async () => {
    const { projectDir, planDir } = await workplace({
      'index.html': page(MOVING_BOX, 'data-duration="2"  data-no-timeline'),
    });
    const result = await plan(projectDir, { balance: 'cost', targetChunkFrames: 15 }, planDir);
    expect(result.chunkPlan.effective).toMatchObject({ balance: 'cost', chunkCount: 4 });
    expect(result.chunkPlan.why).toContain('measured on 12 frames');
  });

  it('keeps transparency for formats that have it, and says when sound is left out', async () => {
    const { projectDir, remove } = await fixtureProject('audio');
    onTestFinished(remove);
    const { planDir } = await workplace({});
    const sequence = await plan(projectDir, { format: 'png-sequence' }, planDir);
    expect(sequence.encoder).toMatchObject({ alpha: true, imageFormat: 'png', codec: 'png' });
    expect(sequence.audioPath).toBe(join(planDir, 'audio.wav'));
    const gif = await plan(projectDir, { format: 'gif' }, planDir);
    expect(gif.encoder).toMatchObject({ alpha: false, imageFormat: 'png', codec: 'gif' });
    expect(gif.audioPath).toBeNull();
    expect(gif.warnings).toEqual(["gif carries no sound; the composition's is left out."]);
  });

  it('leaves the old plan in place when the new one fails', async () => {
    const { projectDir, planDir, leftovers } = await workplace({ 'index.html': page(MOVING_BOX) });
    await plan(projectDir, {}, planDir);
    const before = await digestsOf(planDir);
    await mkdir(join(projectDir, 'css'));
    await writeFile(join(projectDir, 'index.html'), page('<img src="gone.png">'));
    await expect(plan(projectDir, {}, planDir)).rejects.toMatchObject({ code: 'ASSET_MISSING' });
    expect(await digestsOf(planDir)).toEqual(before);
    expect(await leftovers()).toEqual(['plan']);
  });
});

import { describe, expect, it } from 'vitest';
import type { CompositionPage } from '#src/browser/types.js';
import { captureFrames } from '#src/chunk/capture-frames.js';
import { CHUNK_PHASES, type ChunkPhase } from '#src/contract/index.js';
import { RenderError } from '#src/errors/index.js';
import type { ChunkEncoder } from '#src/ffmpeg/types.js';
import { PhaseClock } from '#src/trace/index.js';

/** A page and an encoder that write down what happens to them. */
function stage(faults: { seekFails?: number; writeFails?: number; stays?: number[] } = {}) {
  const steps: string[] = [];
  let shown = -1;
  let image = Buffer.alloc(0);
  let open: (() => void) | null = null;
  const page = {
    async seek(frameIndex: number) {
      if (frameIndex === faults.seekFails) throw new RenderError('BROWSER_CRASHED', 'gone');
      shown = frameIndex;
      steps.push(`seek ${frameIndex}`);
    },
    async capture() {
      steps.push(`capture ${shown}`);
      if (!faults.stays?.includes(shown)) image = Buffer.from([shown]);
      return { image, damaged: shown % 2 === 0 };
    },
    release(released: Buffer) {
      steps.push(`release ${released[0]}`);
    },
  } as unknown as CompositionPage;
  const encoder = {
    async write(image: Buffer) {
      const frame = image[0] ?? -1;
      steps.push(`write ${frame}`);
      if (frame === faults.writeFails) throw new RenderError('FFMPEG_FAILED', 'gone');
      await new Promise<void>((resolve) => {
        open = resolve;
        setTimeout(resolve, 2);
      });
      steps.push(`written ${frame}`);
    },
  } as unknown as ChunkEncoder;
  const run = (signal = new AbortController().signal) =>
    captureFrames({
      page,
      encoder,
      range: { start: 4, end: 8 },
      clock: new PhaseClock<ChunkPhase>(CHUNK_PHASES, 'ready'),
      signal,
      onFrame: (frameIndex, reused) => steps.push(`frame ${frameIndex}${reused ? ' reused' : ''}`),
    });
  return { steps, run, release: () => open?.() };
}

describe('captureFrames', () => {
  it('writes every frame once and in order', async () => {
    const { steps, run } = stage();
    await run();
    expect(steps.filter((step) => step.startsWith('written'))).toEqual(
      [4, 5, 6, 7].map((n) => `written ${n}`),
    );
    expect(steps.filter((step) => step.endsWith('reused'))).toEqual(['frame 5 reused', 'frame 7 reused']);
  });

  it('lets the browser work on the next frame while the encoder takes one, but not further', async () => {
    const { steps, run } = stage();
    await run();
    expect(steps.indexOf('seek 5')).toBeLessThan(steps.indexOf('written 4'));
    expect(steps.indexOf('write 5')).toBeGreaterThan(steps.indexOf('written 4'));
    expect(steps.indexOf('seek 6')).toBeGreaterThan(steps.indexOf('written 4'));
  });

  it('releases an image once the encoder has taken it and another one is in its place', async () => {
    const { steps, run } = stage({ stays: [6] });
    await run();
    const released = steps.filter((step) => step.startsWith('release'));
    expect(released).toEqual(['release 4']);
    expect(steps.indexOf('release 4')).toBeGreaterThan(steps.indexOf('written 5'));
  });

  it('names the frame at which the browser failed', async () => {
    const { run } = stage({ seekFails: 6 });
    await expect(run()).rejects.toMatchObject({ code: 'BROWSER_CRASHED', details: { frameIndex: 6 } });
  });

  it('fails when a write fails, the last one included', async () => {
    await expect(stage({ writeFails: 5 }).run()).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
    await expect(stage({ writeFails: 7 }).run()).rejects.toMatchObject({
      code: 'FFMPEG_FAILED',
      details: { frameIndex: 7 },
    });
  });

  it('stops at a cancelled signal', async () => {
    const { steps, run } = stage();
    await expect(run(AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(steps).toEqual([]);
  });
});

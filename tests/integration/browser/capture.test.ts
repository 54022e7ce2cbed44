import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserSession } from '#src/browser/index.js';
import { captureFrames, HEIGHT_PX, launch, MOVING_BOX, makeSite, type Site, WIDTH_PX } from './site.js';

let session: BrowserSession;
let moving: Site;
const MODES = ['begin-frame', 'screenshot'] as const;

beforeAll(async () => {
  [session, moving] = await Promise.all([launch(), makeSite(MOVING_BOX)]);
});
afterAll(async () => {
  await session.close();
  await moving.remove();
});

/** The pixel at a place of a PNG: red, green, blue, alpha. */
function pixelAt(png: Buffer, x: number, y: number): number[] {
  const arguments_ = [
    '-v',
    'error',
    '-i',
    '-',
    '-vf',
    `format=rgba,crop=1:1:${x}:${y}`,
    '-f',
    'rawvideo',
    '-',
  ];
  return [...execFileSync('ffmpeg', arguments_, { input: png })];
}

describe('capturing', () => {
  it('draws in software and takes BeginFrame', () => {
    expect(session.webgl).toMatchObject({ software: true, renderer: expect.stringMatching(/SwiftShader/) });
    expect(session.webgl.maxTextureSizePx).toBeGreaterThanOrEqual(4096);
    expect(session.supportsBeginFrame).toBe(true);
    expect(session.version).toMatch(/^HeadlessChrome\/\d+\./);
  });

  it.each([1, 2, 1.5])('gives the same bytes in both modes at scale %f', async (deviceScaleFactor) => {
    const frames = [0, 1, 20, 59];
    const images = [];
    for (const captureMode of MODES) {
      const captured = await captureFrames(
        session,
        { ...moving.page, captureMode, deviceScaleFactor },
        frames,
      );
      images.push(captured.map(({ image }) => image.toString('base64')));
    }
    expect(images[0]).toEqual(images[1]);
    expect(new Set(images[0]).size).toBe(frames.length);
  });

  it('gives the same bytes when it starts in the middle, in another browser at the same time', async () => {
    const other = await launch();
    try {
      const [whole, part] = await Promise.all([
        captureFrames(session, moving.page, [0, 10, 20, 30]),
        captureFrames(other, moving.page, [30]),
      ]);
      expect(part[0]?.image.equals(whole[3]?.image ?? Buffer.alloc(0))).toBe(true);
    } finally {
      await other.close();
    }
  });

  it.each(MODES)('returns the same buffer, undamaged, while nothing changes (%s)', async (captureMode) => {
    const still = await makeSite(`<h1 id="text">still</h1><script>
      window.__hf = { duration: 2, seek(t) { text.textContent = t < 0.5 ? 'still' : 'other' } };
    </script>`);
    const captured = await captureFrames(
      session,
      { ...still.page, captureMode },
      [0, 1, 2, 3, 20, 21, 22, 23],
    );
    await still.remove();
    // The second of two equal frames is where a browser driven by BeginFrame learns that the page stands.
    expect(captured.map(({ damaged }) => damaged)).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(new Set(captured.map(({ image }) => image)).size).toBe(2);
  });

  it.each(MODES)('keeps transparency (%s)', async (captureMode) => {
    const site = await makeSite('<div style="width:50px;height:50px;background:rgba(255,0,0,0.5)"></div>');
    const open = { ...site.page, captureMode, transparent: true };
    const [frame] = await captureFrames(session, open, [0]);
    await site.remove();
    const image = frame?.image ?? Buffer.alloc(0);
    expect(pixelAt(image, WIDTH_PX - 1, HEIGHT_PX - 1)).toEqual([0, 0, 0, 0]);
    const [red = 0, green, blue, alpha = 0] = pixelAt(image, 25, 25);
    expect(Math.abs(alpha - 128)).toBeLessThanOrEqual(1);
    expect(red).toBeGreaterThan(250);
    expect([green, blue]).toEqual([0, 0]);
  });

  it('draws an opaque page white where nothing is', async () => {
    const site = await makeSite('');
    const [frame] = await captureFrames(session, site.page, [0]);
    await site.remove();
    expect(pixelAt(frame?.image ?? Buffer.alloc(0), 0, 0)).toEqual([255, 255, 255, 255]);
  });

  it('captures the viewport only, also of odd size and of a page that is longer', async () => {
    const site = await makeSite('<div style="height:5000px;background:linear-gradient(red,blue)"></div>');
    for (const captureMode of MODES) {
      const [frame] = await captureFrames(
        session,
        { ...site.page, captureMode, widthPx: 321, heightPx: 181 },
        [0],
      );
      expect(frame?.image.readUInt32BE(16)).toBe(321);
      expect(frame?.image.readUInt32BE(20)).toBe(181);
    }
    await site.remove();
  });

  it('captures JPEG', async () => {
    const [frame] = await captureFrames(session, { ...moving.page, imageFormat: 'jpeg' }, [3]);
    expect(frame?.image.readUInt16BE(0)).toBe(0xffd8);
  });

  it('takes no more memory with every raw frame of a canvas', async () => {
    const [widthPx, heightPx] = [1280, 720];
    const site = await makeSite(`<canvas width="${widthPx}" height="${heightPx}"></canvas><script>
      const context = document.querySelector('canvas').getContext('2d');
      window.__hf = { duration: 9, seek(t) { context.fillStyle = 'hsl(' + t * 40 + ' 70% 50%)'; context.fillRect(0, 0, 1280, 720) } };
    </script>`);
    const raw = { captureMode: 'raw', imageFormat: 'i420', widthPx, heightPx } as const;
    const page = await session.openPage({ ...site.page, ...raw });
    try {
      await page.waitUntilReady(10_000);
      const usedAt = new Map<number, number>();
      for (let frame = 0; frame <= 150; frame++) {
        await page.seek(frame);
        expect((await page.capture()).damaged).toBe(true);
        if (frame % 50 === 0) usedAt.set(frame, await session.rssBytes());
      }
      // Pixels of 128 MiB may wait to be collected; without that, these 150 frames come to 500 MiB.
      expect((usedAt.get(150) ?? 0) - (usedAt.get(0) ?? 0)).toBeLessThan(250 * 1024 * 1024);
    } finally {
      await page.close();
      await site.remove();
    }
  });

  it('opens one page after the other in a warm browser', async () => {
    for (let page = 0; page < 15; page++) {
      const [frame] = await captureFrames(session, moving.page, [page]);
      expect(frame?.damaged).toBe(true);
    }
  });
});

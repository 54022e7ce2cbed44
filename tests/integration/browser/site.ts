import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrowserSession,
  findBrowser,
  launchBrowser,
  type OpenPageOptions,
  startFileServer,
} from '#src/browser/index.js';
import { cacheDirOf } from '#src/process/index.js';

export const WIDTH_PX = 320;
export const HEIGHT_PX = 180;

/** A box that crosses the page in two seconds. */
export const MOVING_BOX = `<style>
  @keyframes cross { from { transform: translateX(0) } to { transform: translateX(200px) rotate(180deg) } }
  .box { width: 80px; height: 60px; margin-top: 40px; font: 20px sans-serif;
         background: linear-gradient(90deg, red, blue); animation: cross 2s linear both }
</style><div class="box">box</div>`;

/** A composition of two seconds around some markup, and other files beside it. */
export interface Site {
  /** Options that open it; a test overrides what it is about. */
  readonly page: OpenPageOptions;
  readonly missing: () => readonly string[];
  remove(): Promise<void>;
}

export async function makeSite(body: string, files: Readonly<Record<string, string>> = {}): Promise<Site> {
  const root = await mkdtemp(join(tmpdir(), 'framelane-site-'));
  const html = `<!doctype html><body style="margin:0"><div data-composition-id="main" data-duration="2" data-no-timeline
    data-width="${WIDTH_PX}" data-height="${HEIGHT_PX}">${body}</div>`;
  for (const [name, text] of Object.entries({ 'index.html': html, ...files }))
    await writeFile(join(root, name), text);
  const server = await startFileServer(root);
  return {
    page: {
      url: `${server.baseUrl}index.html`,
      widthPx: WIDTH_PX,
      heightPx: HEIGHT_PX,
      captureMode: 'begin-frame',
      imageFormat: 'png',
      jpegQuality: 80,
      transparent: false,
      timezone: 'UTC',
      locale: 'en-US',
      runtime: { fps: { num: 30, den: 1 }, seed: 1, epochMs: 0, variables: {}, durationSec: 2 },
      inactivityTimeoutMs: 10_000,
    },
    missing: () => server.missing,
    async remove() {
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** The browser of this machine. */
export async function browserPath(): Promise<string> {
  const found = await findBrowser({ env: process.env, cacheDir: cacheDirOf(process.env) });
  if (found === null) throw new Error('These tests need a headless browser: run "npx framelane setup".');
  return found.path;
}

/** Starts one, software GL. */
export async function launch(more: { workDir?: string; cacheDir?: string } = {}): Promise<BrowserSession> {
  const path = await browserPath();
  return launchBrowser({
    browserPath: path,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    gl: 'software',
    ...more,
  });
}

/** Opens a site, waits until it is ready and captures some frames. */
export async function captureFrames(
  session: BrowserSession,
  options: OpenPageOptions,
  frames: readonly number[],
) {
  const page = await session.openPage(options);
  try {
    await page.waitUntilReady(10_000);
    const captured = [];
    for (const frame of frames) {
      await page.seek(frame);
      captured.push(await page.capture());
    }
    return captured;
  } finally {
    await page.close();
  }
}

import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { launchBrowser, requireBrowser, startFileServer } from '#src/browser/index.js';
import { runUp } from '#src/chunk/run-up.js';
import type { PageDescription } from '#src/page/index.js';
import { cacheDirOf } from '#src/process/index.js';
import { fixtureProject } from '../../helpers/fixture-project.js';
import { psnr } from '../../helpers/make-frames.js';
import { type Picture, readPng } from './picture.js';

export const WIDTH_PX = 160;
export const HEIGHT_PX = 90;
/** Frames per second of every fixture here: frame n lies at n / 10 s. */
const FPS = 10;
/** A picture at another time is below 25 dB; another version of the browser draws edges a little differently. */
export const MIN_PSNR_DB = 30;

/** What a page showed, frame by frame. */
export interface FilmStrip {
  readonly description: PageDescription;
  readonly pictures: readonly Picture[];
  /** Frames at which four chunks, each on a fresh page, showed something else. */
  readonly differing: readonly number[];
}

export interface Studio {
  /** Whether frames are issued by us, or photographed. */
  readonly captureMode: 'begin-frame' | 'screenshot';
  /** Captures every frame of a fixture on one page, and again on four pages that begin elsewhere. */
  film(fixture: string, frameCount: number): Promise<FilmStrip>;
  /** Opens a page made of the given files and captures two frames. @returns what was said against it. */
  refusalOf(files: Readonly<Record<string, string>>): Promise<unknown>;
}

/** Opens a browser for a test file, closed after its last test. Call it at the top of a file. */
export async function openStudio(): Promise<Studio> {
  const { env } = process;
  const { path } = await requireBrowser({ browserPath: undefined, env, cacheDir: cacheDirOf(env) });
  const session = await launchBrowser({
    browserPath: path,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    gl: 'software',
  });
  afterAll(() => session.close());
  const captureMode = session.supportsBeginFrame ? 'begin-frame' : 'screenshot';

  const openPage = (baseUrl: string) =>
    session.openPage({
      url: `${baseUrl}index.html`,
      widthPx: WIDTH_PX,
      heightPx: HEIGHT_PX,
      captureMode,
      imageFormat: 'png',
      jpegQuality: 90,
      transparent: false,
      timezone: 'UTC',
      locale: 'en-US',
      runtime: {
        fps: { num: FPS, den: 1 },
        seed: 1,
        epochMs: Date.UTC(2025, 0, 1),
        variables: {},
        durationSec: null,
      },
    });

  /** The frames of one chunk, as a chunk captures them. */
  async function shoot(baseUrl: string, start: number, end: number) {
    const page = await openPage(baseUrl);
    try {
      await page.waitUntilReady(20_000);
      const description = await page.describe();
      await runUp(page, start);
      const images: Buffer[] = [];
      for (let frame = start; frame < end; frame++) {
        await page.seek(frame);
        images.push((await page.capture()).image);
      }
      return { description, images };
    } finally {
      await page.close();
    }
  }

  return {
    captureMode,
    async film(fixture, frameCount) {
      const project = await fixtureProject(`libraries/${fixture}`);
      const server = await startFileServer(project.projectDir);
      try {
        const { description, images } = await shoot(server.baseUrl, 0, frameCount);
        const cut: Buffer[] = [];
        for (let chunk = 0; chunk < 4; chunk++) {
          const [start, end] = [chunk, chunk + 1].map((at) => Math.round((at * frameCount) / 4));
          cut.push(...(await shoot(server.baseUrl, start ?? 0, end ?? 0)).images);
        }
        await keepForInspection(fixture, images);
        return {
          description,
          pictures: images.map(readPng),
          differing: images.flatMap((image, index) => (cut[index]?.equals(image) ? [] : [index])),
        };
      } finally {
        await server.close();
        await project.remove();
      }
    },
    async refusalOf(files) {
      const folder = await mkdtemp(join(tmpdir(), 'framelane-refusal-'));
      const server = await startFileServer(folder);
      try {
        for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
        return await shoot(server.baseUrl, 0, 2).then(
          () => null,
          (error: unknown) => error,
        );
      } finally {
        await server.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** How much a frame is like the one that was looked at and kept, in decibels. */
export function likeReference(fixture: string, picture: Picture): number {
  const path = fileURLToPath(new URL(`references/${fixture}.png`, import.meta.url));
  return psnr(readPng(readFileSync(path)).rgb, picture.rgb);
}

/** With FRAMELANE_KEEP_FRAMES, what was captured is written there, to be looked at. */
async function keepForInspection(fixture: string, images: readonly Buffer[]): Promise<void> {
  const folder = process.env.FRAMELANE_KEEP_FRAMES;
  if (folder === undefined) return;
  await mkdir(join(folder, fixture), { recursive: true });
  for (const [index, image] of images.entries()) {
    await writeFile(join(folder, fixture, `${String(index).padStart(3, '0')}.png`), image);
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type BrowserSession, launchBrowser, requireBrowser } from '#src/browser/index.js';
import { createChunkRenderer } from '#src/chunk/chunk-renderer.js';
import type { ChunkRenderer } from '#src/chunk/index.js';
import { CAPTURE_MODES, type CaptureMode, type DistributedRenderConfig } from '#src/contract/index.js';
import { requireFfmpeg } from '#src/ffmpeg/index.js';
import { plan } from '#src/plan/index.js';
import { cacheDirOf } from '#src/process/index.js';
import { fixtureProject } from '../../helpers/fixture-project.js';

/** What the tests of one file share: a folder, a browser that plans, a renderer that keeps another one warm. */
export interface Workshop {
  readonly browserPath: string;
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly renderer: ChunkRenderer;
  /** Capture modes that this machine's browser has. */
  readonly captureModes: readonly CaptureMode[];
  /** A path in the folder that did not exist before. */
  newPath(name: string): string;
  /** Plans a fixture with the given settings. @returns the plan directory. */
  planFixture(name: string, config: DistributedRenderConfig): Promise<string>;
}

/** Opens a workshop that closes itself after the file's last test. Call it at the top of a test file. */
export async function openWorkshop(): Promise<Workshop> {
  const env = process.env;
  const [folder, browser, { ffmpeg, ffprobe }] = await Promise.all([
    mkdtemp(join(tmpdir(), 'framelane-determinism-')),
    requireBrowser({ browserPath: undefined, env, cacheDir: cacheDirOf(env) }),
    requireFfmpeg({ env }),
  ]);
  const session = await launchBrowser({
    browserPath: browser.path,
    widthPx: 320,
    heightPx: 180,
    gl: 'software',
  });
  const renderer = createChunkRenderer();
  let paths = 0;
  const newPath = (name: string) => {
    paths += 1;
    return join(folder, `${String(paths).padStart(3, '0')}-${name}`);
  };
  afterAll(async () => {
    await Promise.all([renderer.close(), session.close()]);
    await rm(folder, { recursive: true, force: true });
  });
  return {
    browserPath: browser.path,
    ffmpegPath: ffmpeg.path,
    ffprobePath: ffprobe.path,
    renderer,
    captureModes: availableModes(session),
    newPath,
    async planFixture(name, config) {
      const project = await fixtureProject(name);
      try {
        const result = await plan(project.projectDir, config, newPath(`plan-${name}`), {
          browserSession: session,
        });
        return result.planDir;
      } finally {
        await project.remove();
      }
    },
  };
}

function availableModes(session: BrowserSession): readonly CaptureMode[] {
  return CAPTURE_MODES.filter((mode) => mode === 'screenshot' || session.supportsBeginFrame);
}

// The machine, and the tools on it that the benchmark uses.

import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

/**
 * Finds the tools once, and gives renders a cache of their own, in which the frames of films can be deleted.
 * @returns paths, `cacheDir` of the benchmark, and `env` for renders.
 */
export async function prepareTools(env) {
  if (!existsSync(new URL('../dist/cli/main.js', import.meta.url)))
    throw new Error('dist/ is missing: run `npm run build` first.');
  const [{ requireBrowser }, { requireFfmpeg }, { cacheDirOf }] = await Promise.all([
    import('../dist/browser/index.js'),
    import('../dist/ffmpeg/index.js'),
    import('../dist/process/index.js'),
  ]);
  const cacheDir = join(cacheDirOf(env), 'bench');
  const [browser, { ffmpeg, ffprobe }] = await Promise.all([
    requireBrowser({ env, cacheDir: cacheDirOf(env) }),
    requireFfmpeg({ env }),
  ]);
  return {
    browserPath: browser.path,
    ffmpegPath: ffmpeg.path,
    ffprobePath: ffprobe.path,
    cacheDir,
    env: { ...env, FRAMELANE_CACHE_DIR: join(cacheDir, 'cache'), FRAMELANE_BROWSER_PATH: browser.path },
  };
}

export function describeMachine() {
  const [{ model }] = cpus();
  const cpuCount = availableParallelism();
  const platform = `${process.platform}-${process.arch}`;
  const summary = `${cpuCount} × ${model}, ${platform}, Node ${process.version}`;
  return { cpu: model, cpuCount, platform, node: process.version, summary };
}

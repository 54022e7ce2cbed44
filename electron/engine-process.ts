import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngineHost } from '../src/host/index.js';
import { cacheDirOf, dataDirOf, reapOrphans, runsRootOf } from '../src/process/index.js';
import { serveParent } from './engine/serve-parent.js';

// The engine has a process of its own: a crash or a long task of its never stops a window.
const { env } = process;
const distDir = dirname(dirname(fileURLToPath(import.meta.url)));
// ffmpeg reads the samples' media by path, and no other program can look into the archive.
const appDir = dirname(distDir).replace(/app\.asar$/, 'app.asar.unpacked');

await serveParent(
  process.parentPort,
  async (resolveHandle) => {
    const cacheDir = cacheDirOf(env);
    await reapOrphans(cacheDir);
    return createEngineHost({
      shell: 'desktop',
      dataDir: dataDirOf(env),
      cacheDir,
      runsRoot: runsRootOf(env),
      examplesDir: join(appDir, 'examples'),
      env,
      resolveHandle,
    });
  },
  (code) => process.exit(code),
);

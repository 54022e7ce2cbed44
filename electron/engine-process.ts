import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngineHost } from '../src/host/index.js';
import { cacheDirOf, dataDirOf, reapOrphans, runsRootOf } from '../src/process/index.js';
import { serveParent } from './engine/serve-parent.js';

// The engine has a process of its own: a crash or a long task of its never stops a window.
const { env } = process;
const distDir = dirname(dirname(fileURLToPath(import.meta.url)));

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
      examplesDir: join(dirname(distDir), 'examples'),
      env,
      resolveHandle,
    });
  },
  (code) => process.exit(code),
);

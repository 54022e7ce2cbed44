import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Environment } from '../process/index.js';

/** ffprobe for every platform from npm's registry, one package each; ffmpeg-static has none. */
const PACKAGE = '@ffprobe-installer/ffprobe';
const VERSION = '2.1.2';

/** Where {@link installFfprobe} puts it. */
export function installedFfprobePath(cacheDir: string): string {
  const name = process.platform === 'win32' ? 'ffprobe.exe' : 'ffprobe';
  const platformPackage = `${process.platform}-${process.arch}`;
  return join(cacheDir, 'ffprobe', 'node_modules', '@ffprobe-installer', platformPackage, name);
}

/** Installs ffprobe with npm into the cache. Throws what npm throws. */
export async function installFfprobe(
  cacheDir: string,
  env: Environment,
  signal: AbortSignal | undefined,
): Promise<void> {
  const prefix = join(cacheDir, 'ffprobe');
  await mkdir(prefix, { recursive: true });
  await writeFile(join(prefix, 'package.json'), '{"private":true}\n');
  await execa(
    'npm',
    ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--save-exact', `${PACKAGE}@${VERSION}`],
    { stdin: 'ignore', env: { ...env }, ...(signal === undefined ? {} : { cancelSignal: signal }) },
  );
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { FoundTool } from '../contract/index.js';
import type { InstallBrowserOptions } from './install-browser.js';

const PACKAGE = '@sparticuz/chromium';
/** Chromium 153 for Linux on x64, as a headless shell with SwiftShader. */
const VERSION = '153.0.0';

/**
 * Installs the Chromium that npm's registry carries, for machines that reach npm and nothing else. The package unpacks
 * itself into the temporary folder; a process of its own is given one inside the cache, so that it stays.
 */
export async function installSparticuz({
  cacheDir,
  env,
  signal,
}: InstallBrowserOptions): Promise<FoundTool | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const prefix = join(cacheDir, 'npm');
  const unpacked = join(cacheDir, 'browser', `sparticuz-${VERSION}`);
  await mkdir(prefix, { recursive: true });
  await mkdir(unpacked, { recursive: true });
  await writeFile(join(prefix, 'package.json'), '{"private":true}\n');
  const cancel = signal === undefined ? {} : { cancelSignal: signal };
  await execa(
    'npm',
    ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--save-exact', `${PACKAGE}@${VERSION}`],
    {
      stdin: 'ignore',
      env: { ...env },
      ...cancel,
    },
  );
  const unpack = `import chromium from '${PACKAGE}'; await chromium.executablePath();`;
  await execa(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: prefix,
    env: { ...env, TMPDIR: unpacked },
    stdin: 'ignore',
    ...cancel,
  });
  return {
    path: join(unpacked, 'chromium'),
    source: 'download',
    why: `Chromium ${VERSION} from the npm package ${PACKAGE}`,
  };
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { FoundTool } from '../contract/index.js';
import { tryBrowser } from './find-browser.js';
import type { InstallBrowserOptions } from './install-options.js';

const PACKAGE = '@sparticuz/chromium';
/** Chromium 153 for Linux on x64, as a headless shell with SwiftShader. */
const VERSION = '153.0.0';

/** The browser, and the libraries (NSS, NSPR, Expat) that a bare system does not have. */
const UNPACK = `
  import { createRequire } from 'node:module';
  import { dirname, join } from 'node:path';
  import chromium, { inflate } from '${PACKAGE}';
  await chromium.executablePath();
  const entry = createRequire(join(process.cwd(), 'package.json')).resolve('${PACKAGE}');
  await inflate(join(dirname(dirname(entry)), 'bin', 'al2023.tar.br'));
`;

/** Starts the browser with the libraries beside it. */
const WRAPPER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export LD_LIBRARY_PATH
exec "$here/chromium" "$@"
`;

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
  await execa(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: prefix,
    env: { ...env, TMPDIR: unpacked },
    stdin: 'ignore',
    ...cancel,
  });
  const chromium = join(unpacked, 'chromium');
  const why = `Chromium ${VERSION} from the npm package ${PACKAGE}`;
  if ((await tryBrowser(chromium)) === null) return { path: chromium, source: 'download', why };
  const path = join(unpacked, 'chrome-headless-shell');
  await writeFile(path, WRAPPER, { mode: 0o755 });
  return { path, source: 'download', why: `${why}, with the system libraries it brings` };
}

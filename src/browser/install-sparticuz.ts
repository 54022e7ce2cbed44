import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { FoundTool } from '../contract/index.js';
import { writeWholeOrAbsent } from '../files/index.js';
import type { InstallBrowserOptions } from './install-options.js';

const PACKAGE = '@sparticuz/chromium';
/** Chromium 153 for Linux on x64, as a headless shell with SwiftShader. */
const VERSION = '153.0.0';

/** Unpacks Chromium and, beside it, the system libraries that a bare Debian does not have (nss, nspr, expat). */
const UNPACK = `
import { createRequire } from 'node:module';
import { join } from 'node:path';
import chromium, { inflate } from '${PACKAGE}';
await chromium.executablePath();
const main = createRequire(join(process.cwd(), 'x.js')).resolve('${PACKAGE}');
await inflate(join(main, '../../bin/al2023.tar.br'));
`;

/** Where Linux keeps the libraries of 64-bit programs; Debian's first. */
const LIBRARY_FOLDERS = '/usr/lib/x86_64-linux-gnu /lib/x86_64-linux-gnu /usr/lib64 /usr/lib';

/**
 * Starts Chromium with what it brings along. Libraries of the system come first where the system has them all; its own
 * are older builds of the same interfaces. No other program is started for that: a browser is started for every worker.
 */
const launcher = (folder: string) => `#!/bin/sh
files=${quote(join(folder, 'files'))}
for library in "$files"/al2023/lib/*.so*; do
  found=
  for folder in ${LIBRARY_FOLDERS}; do
    if [ -e "$folder/\${library##*/}" ]; then found=yes; break; fi
  done
  if [ -z "$found" ]; then
    export LD_LIBRARY_PATH="$files/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    break
  fi
done
export FONTCONFIG_FILE=${quote(join(folder, 'fonts.conf'))}
exec "$files/chromium" "$@"
`;

/** The package's own names folders of Amazon's machines. Fonts of the system first, else the Open Sans that it brings. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${escapeXml(join(folder, 'files', 'fonts'))}</dir>
  <cachedir>${escapeXml(join(folder, 'font-cache'))}</cachedir>
</fontconfig>
`;

/**
 * Installs the Chromium that npm's registry carries, for machines that reach npm and nothing else. The package unpacks
 * itself into the temporary folder; a process of its own is given one inside the cache, so that it stays.
 * @returns null where there is no such build.
 */
export async function installSparticuz({
  cacheDir,
  env,
  signal,
}: InstallBrowserOptions): Promise<FoundTool | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const prefix = join(cacheDir, 'npm');
  await mkdir(prefix, { recursive: true });
  await writeFile(join(prefix, 'package.json'), '{"private":true}\n');
  const options = {
    stdin: 'ignore',
    env,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  } as const;
  const spec = `${PACKAGE}@${VERSION}`;
  await execa(
    'npm',
    ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--save-exact', spec],
    options,
  );
  const folder = join(cacheDir, 'browser', `sparticuz-${VERSION}`);
  await writeWholeOrAbsent(folder, async (temporary) => {
    const files = join(temporary, 'files');
    await mkdir(files, { recursive: true });
    await execa(process.execPath, ['--input-type=module', '--eval', UNPACK], {
      ...options,
      cwd: prefix,
      env: { ...env, TMPDIR: files },
    });
    await writeFile(join(temporary, 'fonts.conf'), fontsConf(folder));
    await writeFile(join(temporary, 'chromium-headless-shell'), launcher(folder), { mode: 0o755 });
  });
  // Unpacked, the 70 MB of the archive have served.
  await rm(prefix, { recursive: true, force: true });
  return {
    path: join(folder, 'chromium-headless-shell'),
    source: 'download',
    why: `Chromium ${VERSION} from the npm package ${PACKAGE}`,
  };
}

/** For a shell. */
function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

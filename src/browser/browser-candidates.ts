import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { FoundTool } from '../contract/index.js';
import type { Environment } from '../process/index.js';

/** Browsers that take BeginFrame: the headless shell under the names of Google and of Debian. */
const HEADLESS_SHELLS = ['chrome-headless-shell', 'chromium-headless-shell'];
/** Browsers that draw by themselves and are photographed. */
const FULL_BROWSERS = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Browsers that this machine has, best first, without starting any. */
export async function listInstalledBrowsers(env: Environment, cacheDir: string): Promise<FoundTool[]> {
  const cached = await findShells(join(cacheDir, 'browser'), 'cache', 'installed by framelane setup');
  const shells = await findOnPath(env, HEADLESS_SHELLS);
  const puppeteers = await findShells(
    join(homedir(), '.cache', 'puppeteer'),
    'system',
    "in Puppeteer's cache",
  );
  const full = await findOnPath(env, FULL_BROWSERS);
  const mac = (await isFile(MAC_CHROME)) ? [systemTool(MAC_CHROME, 'Google Chrome in Applications')] : [];
  return [...cached, ...shells, ...puppeteers, ...full, ...mac];
}

/** Headless shells below a folder, up to four levels deep, newest version name first. */
async function findShells(folder: string, source: FoundTool['source'], why: string): Promise<FoundTool[]> {
  const names = new Set(HEADLESS_SHELLS.flatMap((name) => [name, `${name}.exe`]));
  const search = async (at: string, depth: number): Promise<FoundTool[]> => {
    const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
    const here = entries
      .filter((entry) => entry.isFile() && names.has(entry.name))
      .map((entry) => ({ path: join(at, entry.name), source, why: `${entry.name} ${why}` }));
    if (depth === 0) return here;
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
    const versions = folders
      .map((entry) => entry.name)
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    const below = await Promise.all(versions.map((name) => search(join(at, name), depth - 1)));
    return [...here, ...below.flat()];
  };
  return search(folder, 4);
}

async function findOnPath(env: Environment, names: readonly string[]): Promise<FoundTool[]> {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const extension = process.platform === 'win32' ? '.exe' : '';
  const found: FoundTool[] = [];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name + extension);
      if (await isFile(path)) {
        found.push(systemTool(path, `${name} on PATH`));
        break;
      }
    }
  }
  return found;
}

function systemTool(path: string, why: string): FoundTool {
  return { path, source: 'system', why };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

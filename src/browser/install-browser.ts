import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Browser, detectBrowserPlatform, install } from '@puppeteer/browsers';
import { execa } from 'execa';
import { PUPPETEER_REVISIONS } from 'puppeteer-core/internal/revisions.js';
import type { FoundTool } from '../contract/index.js';
import { throwIfAborted } from '../errors/index.js';
import { browserNotFound, tryBrowser } from './find-browser.js';
import type { InstallBrowserOptions } from './install-options.js';
import { installSparticuz } from './install-sparticuz.js';

type Installer = (options: InstallBrowserOptions) => Promise<FoundTool | null>;

/**
 * Installs a headless browser: the pinned chrome-headless-shell from Google, else Chromium from the npm registry (Linux on
 * x64), else Debian's package (as root). Each is tried by starting it.
 * @throws BROWSER_NOT_FOUND naming what was tried and the command to run; CANCELLED.
 */
export async function installBrowser(options: InstallBrowserOptions): Promise<FoundTool> {
  const tried: string[] = [];
  const installers: readonly (readonly [string, Installer])[] = [
    ['downloading chrome-headless-shell', downloadShell],
    ['installing @sparticuz/chromium from npm', installSparticuz],
    ['installing chromium-headless-shell with apt-get', installWithApt],
  ];
  for (const [doing, run] of installers) {
    throwIfAborted(options.signal);
    options.onStep?.(`${doing} …`);
    try {
      const found = await run(options);
      if (found === null) continue;
      const problem = await tryBrowser(found.path);
      if (problem === null) return found;
      tried.push(`${doing}: it does not run (${problem})`);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      tried.push(`${doing}: ${message.replaceAll(/\s+/g, ' ').slice(0, 300)}`);
    }
    options.onStep?.(`${tried.at(-1)}`);
  }
  throw browserNotFound(tried);
}

async function downloadShell({ cacheDir, onProgress }: InstallBrowserOptions): Promise<FoundTool | null> {
  const platform = detectBrowserPlatform();
  if (platform === undefined) return null;
  const installed = await install({
    browser: Browser.CHROMEHEADLESSSHELL,
    buildId: PUPPETEER_REVISIONS['chrome-headless-shell'],
    cacheDir: join(cacheDir, 'browser'),
    platform,
    ...(onProgress === undefined ? {} : { downloadProgressCallback: onProgress }),
  });
  return {
    path: installed.executablePath,
    source: 'download',
    why: `chrome-headless-shell ${installed.buildId}, downloaded`,
  };
}

async function installWithApt({ env, signal }: InstallBrowserOptions): Promise<FoundTool | null> {
  if (process.platform !== 'linux' || userInfo().uid !== 0) return null;
  const options = {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    stdin: 'ignore',
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  } as const;
  await mkdir('/var/lib/apt/lists/partial', { recursive: true });
  await execa('apt-get', ['update', '-q'], options);
  await execa(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium-headless-shell'],
    options,
  );
  return {
    path: '/usr/bin/chromium-headless-shell',
    source: 'installed',
    why: 'chromium-headless-shell, installed with apt-get',
  };
}

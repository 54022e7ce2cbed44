import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { requireBrowser } from '#src/browser/index.js';
import { cacheDirOf } from '#src/process/index.js';
import { test as base, CHECKOUT, expect } from '../e2e/cli/framelane.js';

/** The built app in a window, with folders of its own. */
export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page complained about: errors, and what its policy blocked. */
  readonly complaints: readonly string[];
  readonly home: string;
  /** What starts the app once more, as a person's second click does. */
  readonly startAgain: (args: readonly string[]) => Promise<void>;
}

/** Tests get `desktop`: the app started with a composition's folder, or with none. */
export const test = base.extend<{ desktop: Desktop }>({
  desktop: async ({ framelane }, use) => {
    const home = join(framelane.dir, 'home');
    await mkdir(home);
    const browser = await requireBrowser({ env: process.env, cacheDir: cacheDirOf(process.env) });
    const env = {
      ...Object.fromEntries(
        Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
      ),
      HOME: home,
      ...{ XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
      FRAMELANE_RUNS_DIR: join(home, 'runs'),
      FRAMELANE_BROWSER_PATH: browser.path,
    };
    const options = {
      executablePath: process.env.FRAMELANE_TEST_ELECTRON ?? '',
      // Chromium refuses its sandbox to root; the window's own is asked for in any case.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), join(CHECKOUT, 'dist/electron')],
      cwd: framelane.dir,
      env,
    };
    const app = await _electron.launch(options);
    const page = await app.firstWindow();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await use({
      app,
      page,
      complaints,
      home,
      startAgain: async (args) => {
        const { execa } = await import('execa');
        await execa(options.executablePath, [...options.args, ...args], { cwd: framelane.dir, env });
      },
    });
    await app.close();
  },
});
export { expect };

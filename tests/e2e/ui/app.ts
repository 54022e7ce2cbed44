import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import { requireBrowser } from '#src/browser/index.js';
import { cacheDirOf } from '#src/process/index.js';
import { test as base, expect, type Running } from '../cli/framelane.js';
import { processesMarked } from '../cli/processes.js';

/** The browser that `framelane setup` found or installed: it shows the window, and renders in the tests' own folders too. */
const BROWSER = await requireBrowser({ env: process.env, cacheDir: cacheDirOf(process.env) });

/** In the command line of the engine's process. */
const ENGINE = 'engine-process.js';

/** The interface in a real browser, served by `framelane serve` with the real engine. */
export class App {
  #served: Running | null = null;
  #url = '';

  constructor(
    readonly page: Page,
    /** What the page complained about: errors, and what its policy blocked. */
    readonly complaints: readonly string[],
    private readonly startServer: (args: readonly string[]) => Running,
    private readonly mark: string,
  ) {}

  /** The address with the token, as the command printed it. */
  get url(): string {
    return this.#url;
  }

  /** Starts the engine. @param port 0 for a free one. */
  async start(port = 0): Promise<void> {
    this.#served = this.startServer(['serve', '--no-open', '--json', '--port', String(port)]);
    const line = await this.#served.waitForLine((text) => text.includes('http://127.0.0.1'));
    this.#url = /http:\/\/127\.0\.0\.1[^"\s]+/.exec(line)?.[0] ?? '';
  }

  /** Ends the engine as Ctrl-C does, or at once, as a crash does. */
  async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    this.#served?.child.kill(signal);
    await this.#served?.finished;
    this.#served = null;
  }

  /** What the engine started and what still runs, one line each: browsers and ffmpeg, no part of Framelane itself. */
  async renderProcesses(): Promise<string[]> {
    const own = `${this.#served?.child.pid} `;
    const all = await processesMarked(this.mark);
    return all.filter((line) => !line.startsWith(own) && !line.includes(ENGINE));
  }

  /** Ends the engine's process as a crash does; the server lives on. */
  async killEngine(): Promise<void> {
    const engine = (await processesMarked(this.mark)).find((line) => line.includes(ENGINE));
    process.kill(Number.parseInt(engine ?? '', 10), 'SIGKILL');
  }

  async open(): Promise<void> {
    await this.page.goto(this.#url);
    await expect(this.page.getByText('Engine connected')).toBeVisible();
  }

  /** Goes to a screen by its key. */
  async goTo(keys: string, heading: string | RegExp): Promise<void> {
    await this.page.keyboard.press(keys);
    await expect(this.page.getByRole('heading', { name: heading }).first()).toBeVisible();
  }

  /** Opens a folder as a person in a browser does: by typing its path into the folder list. */
  async openFolder(path: string, name: string): Promise<void> {
    await this.page.keyboard.press('Control+o');
    const sheet = this.page.getByRole('dialog', { name: 'Open a composition' });
    await sheet.getByLabel('Folder', { exact: true }).fill(path);
    await this.page.keyboard.press('Enter');
    await sheet.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect(this.page.getByRole('heading', { name, exact: true })).toBeVisible();
  }

  get renderButton(): Locator {
    return this.page.getByRole('button', { name: /^Render/ });
  }

  get verdict(): Locator {
    return this.page.getByRole('heading', { name: /^Finished and verified/ });
  }

  get chunkRows(): Locator {
    return this.page.getByRole('treegrid', { name: 'Chunks' }).getByRole('row');
  }

  /** Rules of accessibility that the screen breaks, one line each. */
  async findViolations(): Promise<string[]> {
    // Of WCAG 2.2, and off by default: nothing to click is smaller than 24 pixels.
    const rules = { 'target-size': { enabled: true } };
    const { violations } = await new AxeBuilder({ page: this.page }).options({ rules }).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  }
}

/** Tests of the interface get `app`: a fresh engine with its own folders, and a window that is not opened yet. */
export const test = base.extend<{ app: App }, { browserProcess: Browser }>({
  browserProcess: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from the pattern.
    async ({}, use) => {
      const browser = await chromium.launch({
        executablePath: BROWSER.path,
        chromiumSandbox: process.getuid?.() !== 0,
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  app: async ({ framelane, browserProcess }, use) => {
    const home = join(framelane.dir, 'home');
    await mkdir(home);
    const mark = randomUUID();
    const env = {
      HOME: home,
      ...{ XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
      FRAMELANE_BROWSER_PATH: BROWSER.path,
      FRAMELANE_TEST_MARK: mark,
    };
    const context = await browserProcess.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const app = new App(page, complaints, (args) => framelane.start(args, env), mark);
    await app.start();
    await use(app);
    await context.close();
    await app.stop();
  },
});

export { expect };

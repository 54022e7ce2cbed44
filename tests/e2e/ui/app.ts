import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import { test as base, expect } from '../cli/framelane.js';

const SYSTEM_BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** The interface in a real browser, served by `framelane serve` with the real engine. */
export class App {
  constructor(
    readonly page: Page,
    readonly url: string,
    /** What the page complained about: errors, and what its policy blocked. */
    readonly complaints: readonly string[],
  ) {}

  async open(): Promise<void> {
    await this.page.goto(this.url);
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
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  }
}

/** Tests of the interface get `app`: a fresh engine with its own folders, and a window that is not opened yet. */
export const test = base.extend<{ app: App }, { browserProcess: Browser }>({
  browserProcess: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from the pattern.
    async ({}, use) => {
      const executablePath = SYSTEM_BROWSERS.find((path) => existsSync(path));
      const browser = await chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
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
    const folders = { XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home };
    const served = framelane.start(['serve', '--no-open', '--json'], folders);
    const line = await served.waitForLine((text) => text.includes('http://127.0.0.1'));
    const url = /http:\/\/127\.0\.0\.1[^"\s]+/.exec(line)?.[0] ?? '';
    const context = await browserProcess.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(new App(page, url, complaints));
    await context.close();
    served.child.kill('SIGINT');
    await served.finished;
  },
});

export { expect };

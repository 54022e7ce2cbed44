import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { chromium, type Page } from '@playwright/test';
import { requireBrowser } from '#src/browser/index.js';
import { cacheDirOf } from '#src/process/index.js';
import { CHANNELS } from '../../../electron/ipc/channels.js';
import { serveApp } from '../../../electron/protocol/serve-app.js';
import type { MenuCommand } from '../../../renderer/api/shell.js';
import { type EngineThread, startEngineThread } from '../../integration/electron/engine-in-thread.js';
import { test as base, CHECKOUT, expect } from '../cli/framelane.js';

const ORIGIN = 'http://desktop.localhost';

/** What stands where Electron's side of the window is: the built preload asks it, and hears from it. */
const AROUND_PRELOAD = (preload: string) => `(() => {
  const heard = {};
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => { window[name] = api; } },
    ipcRenderer: {
      on: (channel, listener) => { (heard[channel] ??= []).push(listener); },
      invoke: (channel, ...args) => window.askMain(channel, args),
      send: (channel, ...args) => void window.askMain(channel, args),
    },
    webUtils: { getPathForFile: () => '' },
  };
  const tell = (channel, event, value) => { for (const listener of heard[channel] ?? []) listener(event, value); };
  window.fromMain = (channel, value) => tell(channel, {}, value);
  window.givePort = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => void window.askEngine(data);
    window.fromEngine = (message) => port1.postMessage(message);
    tell(${JSON.stringify(CHANNELS.port)}, { ports: [port2] });
  };
  const require = () => electron;
  const module = { exports: {} };
  const exports = module.exports;
  const process = { platform: 'linux' };
  ${preload}
})();`;

/** The desktop app but for Electron: its page, policy and preload in a browser, its engine process in a thread. */
export class Desktop {
  readonly complaints: string[] = [];
  commands: readonly MenuCommand[] = [];
  /** What the next dialog answers. */
  chosenPath = '';
  #engine: EngineThread | null = null;
  #port: MessagePort | null = null;
  readonly #handles: { kind: 'handle'; handle: string; path: string }[] = [];

  constructor(
    readonly page: Page,
    private readonly env: Record<string, string>,
  ) {}

  async open(): Promise<void> {
    const serve = serveApp({ uiDir: join(CHECKOUT, 'dist/renderer'), outputPath: async () => null });
    await this.page.route(`${ORIGIN}/**`, async (route) => {
      const path = route.request().url().slice(ORIGIN.length);
      const response = await serve(new Request(`framelane://app${path}`));
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    await this.page.exposeFunction('askMain', (channel: string, args: unknown[]) =>
      this.#answer(channel, args),
    );
    await this.page.exposeFunction('askEngine', (message: unknown) => this.#port?.postMessage(message));
    const preload = await readFile(join(CHECKOUT, 'dist/electron/preload.cjs'), 'utf8');
    await this.page.addInitScript(AROUND_PRELOAD(preload));
    await this.page.goto(`${ORIGIN}/`);
    await expect(this.page.getByText('Engine connected')).toBeVisible();
  }

  /** As main does for a menu's click or an opened file. */
  async tellPage(channel: string, value: unknown): Promise<void> {
    const given = { channel, value };
    await this.page.evaluate((told) => window.fromMain(told.channel, told.value), given);
  }

  isEnabled(commandId: string): boolean | undefined {
    return this.commands.find(({ id }) => id === commandId)?.enabled;
  }

  /** Ends the engine's process without a word, and tells of it as main does. */
  async killEngine(): Promise<void> {
    this.#engine?.kill();
    await this.#engine?.exitCode;
    this.#engine = null;
    this.#port?.close();
    await this.tellPage(CHANNELS.engineGone, 139);
  }

  async close(): Promise<void> {
    this.#engine?.tell({ kind: 'close' });
    await this.#engine?.exitCode;
  }

  async #answer(channel: string, args: readonly unknown[]): Promise<unknown> {
    if (channel === CHANNELS.setCommands) this.commands = args[0] as readonly MenuCommand[];
    if (channel === CHANNELS.requestPort) await this.#connect();
    if (channel !== CHANNELS.openDialog) return undefined;
    const handle = { kind: 'handle', handle: `path-${this.#handles.length}`, path: this.chosenPath } as const;
    this.#handles.push(handle);
    this.#engine?.tell(handle);
    return handle.handle;
  }

  async #connect(): Promise<void> {
    if (this.#engine === null) {
      const entry = pathToFileURL(join(CHECKOUT, 'dist/electron/engine-process.js')).href;
      this.#engine = startEngineThread(entry, this.env);
      for (const handle of this.#handles) this.#engine.tell(handle);
    }
    const { port1, port2 } = new MessageChannel();
    this.#port = port2;
    await this.page.evaluate(() => window.givePort());
    port2.on('message', (message) => {
      this.page.evaluate((told) => window.fromEngine(told), message).catch(() => {});
    });
    this.#engine.tell({ kind: 'connect' }, [port1]);
  }
}

declare global {
  interface Window {
    fromMain: (channel: string, value: unknown) => void;
    givePort: () => void;
    fromEngine: (message: unknown) => void;
  }
}

/** Tests get `desktop`: a page that is not opened yet, with an engine and folders of its own. */
export const test = base.extend<{ desktop: Desktop }>({
  desktop: async ({ framelane }, use) => {
    execFileSync(process.execPath, [join(CHECKOUT, 'scripts/build-electron.mjs')]);
    const home = join(framelane.dir, 'home');
    await mkdir(home);
    const found = await requireBrowser({ env: process.env, cacheDir: cacheDirOf(process.env) });
    const browser = await chromium.launch({
      executablePath: found.path,
      chromiumSandbox: process.getuid?.() !== 0,
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const desktop = new Desktop(page, {
      ...{ HOME: home, FRAMELANE_DATA_DIR: home, FRAMELANE_RUNS_DIR: join(home, 'runs') },
      FRAMELANE_BROWSER_PATH: found.path,
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) desktop.complaints.push(message.text());
    });
    page.on('pageerror', (error) => desktop.complaints.push(error.message));
    await use(desktop);
    await browser.close();
    await desktop.close();
  },
});
export { expect };

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type CDPSession } from 'puppeteer-core';
import { RenderError, throwIfAborted } from '../errors/index.js';
import { announceProcess, isAlive, killTree, TEMPORARY_PREFIX, treeRssBytes } from '../process/index.js';
import { classifyBrowserFailure, classifyLaunchFailure } from './classify-browser-failure.js';
import { browserFlags } from './flags.js';
import { openCompositionPage } from './open-page.js';
import { attachPage } from './page-target.js';
import { probeBeginFrame } from './probe-begin-frame.js';
import { assertSoftwareGl, probeWebgl } from './probe-webgl.js';
import { quoteCommand } from './quote-command.js';
import { judgeSandbox } from './sandbox.js';
import { TickAllocator } from './tick-allocator.js';
import type { BrowserSession, LaunchOptions } from './types.js';

/** A browser that has not started by then will not. */
const LAUNCH_TIMEOUT_MS = 30_000;
/** How long a browser may take to close before it is killed. */
const CLOSE_TIMEOUT_MS = 2000;

/**
 * Starts a headless browser with a profile of its own, and learns who draws in it and whether it takes BeginFrame.
 * @throws BROWSER_LAUNCH_FAILED, BROWSER_GPU_NOT_SOFTWARE, BROWSER_CRASHED, CANCELLED; nothing is left behind.
 */
export async function launchBrowser(options: LaunchOptions): Promise<BrowserSession> {
  throwIfAborted(options.signal);
  const verdict = await judgeSandbox();
  if (!verdict.sandbox) options.logger?.info({ sandbox: false }, verdict.why);
  const profileDir = await mkdtemp(join(options.workDir ?? tmpdir(), `${TEMPORARY_PREFIX}browser-`));
  const flags = browserFlags({ ...options, profileDir, sandbox: verdict.sandbox });
  let owned: OwnedBrowser | undefined;
  try {
    const browser = await startProcess(options, flags);
    owned = await OwnedBrowser.adopt(browser, profileDir, options);
    const facts = await learn(browser, options.gl);
    throwIfAborted(options.signal);
    return toSession(owned, facts, quoteCommand(options.browserPath, flags), verdict.sandbox);
  } catch (error) {
    if (owned === undefined) await removeFolder(profileDir);
    await owned?.close();
    throw classifyBrowserFailure(error, 'starting');
  }
}

async function startProcess(options: LaunchOptions, flags: readonly string[]): Promise<Browser> {
  try {
    return await puppeteer.launch({
      executablePath: options.browserPath,
      args: [...flags],
      ignoreDefaultArgs: true,
      headless: 'shell',
      pipe: true,
      timeout: LAUNCH_TIMEOUT_MS,
      protocolTimeout: 0,
      defaultViewport: null,
      // Whoever owns the run decides what a signal means.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    throwIfAborted(options.signal);
    throw classifyLaunchFailure(error, '', options.browserPath);
  }
}

/** The process and everything that has to go with it. */
class OwnedBrowser {
  #closing: Promise<void> | undefined;

  private constructor(
    readonly browser: Browser,
    readonly pid: number,
    private readonly profileDir: string,
    private readonly crossOut: () => Promise<void>,
  ) {}

  static async adopt(browser: Browser, profileDir: string, options: LaunchOptions): Promise<OwnedBrowser> {
    const pid = browser.process()?.pid;
    if (pid === undefined)
      throw new RenderError('BROWSER_LAUNCH_FAILED', 'The browser ended while it started.');
    options.onSpawn?.(pid);
    const { cacheDir } = options;
    const crossOut =
      cacheDir === undefined ? async () => {} : await announceProcess(cacheDir, pid, profileDir);
    return new OwnedBrowser(browser, pid, profileDir, crossOut);
  }

  get alive(): boolean {
    return this.#closing === undefined && this.browser.connected && isAlive(this.pid);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const exited = new Promise<void>((resolve) => {
      const child = this.browser.process();
      if (child === null || child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once('exit', () => resolve());
    });
    const politely = this.browser.close().catch(() => undefined);
    await Promise.race([Promise.all([politely, exited]), sleep(CLOSE_TIMEOUT_MS)]);
    killTree(this.pid);
    await Promise.race([exited, sleep(CLOSE_TIMEOUT_MS)]);
    await removeFolder(this.profileDir);
    await this.crossOut();
  }
}

interface BrowserFacts {
  readonly version: string;
  readonly webgl: BrowserSession['webgl'];
  readonly supportsBeginFrame: boolean;
  readonly control: CDPSession;
  readonly ticks: TickAllocator;
}

async function learn(browser: Browser, gl: LaunchOptions['gl']): Promise<BrowserFacts> {
  const control = await browser.target().createCDPSession();
  await control.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  const ticks = new TickAllocator();
  const blank = await attachPage(control, { widthPx: 64, heightPx: 64, beginFrame: false });
  const webgl = await probeWebgl(blank.cdp);
  await blank.close();
  if (gl === 'software') assertSoftwareGl(webgl);
  return {
    version: await browser.version(),
    webgl,
    supportsBeginFrame: await probeBeginFrame(control, ticks),
    control,
    ticks,
  };
}

function toSession(
  owned: OwnedBrowser,
  facts: BrowserFacts,
  command: string,
  sandbox: boolean,
): BrowserSession {
  return {
    pid: owned.pid,
    version: facts.version,
    command,
    webgl: facts.webgl,
    sandbox,
    supportsBeginFrame: facts.supportsBeginFrame,
    get alive() {
      return owned.alive;
    },
    openPage: (options) => openCompositionPage(facts.control, facts.ticks, owned.browser, options),
    rssBytes: () => treeRssBytes(owned.pid),
    close: () => owned.close(),
  };
}

async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(() => undefined);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

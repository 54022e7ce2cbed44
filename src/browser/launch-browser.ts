import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession } from 'puppeteer-core';
import { RenderError, throwIfAborted } from '../errors/index.js';
import { announceProcess, isAlive, quoteCommand, TEMPORARY_PREFIX, treeRssBytes } from '../process/index.js';
import { BrowserProcess } from './browser-process.js';
import { classifyBrowserFailure } from './classify-browser-failure.js';
import { browserFlags } from './flags.js';
import { openCompositionPage } from './open-page.js';
import { attachPage, type PageTarget } from './page-target.js';
import { probeBeginFrame } from './probe-begin-frame.js';
import { assertSoftwareGl, probeWebgl } from './probe-webgl.js';
import { judgeSandbox } from './sandbox.js';
import { TickAllocator } from './tick-allocator.js';
import type { BrowserSession, LaunchOptions } from './types.js';

/** For the probes of a browser that has started: WebGL and BeginFrame. */
const PROBES_TIMEOUT_MS = 30_000;
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
  const owned = new OwnedBrowser(new BrowserProcess(options.browserPath, flags), profileDir);
  try {
    await owned.announce(options);
    const browser = await owned.connect(options.signal);
    const facts = await owned.orEnd(learn(browser, options.gl), options.signal);
    return toSession(owned, browser, facts, quoteCommand(options.browserPath, flags), verdict.sandbox);
  } catch (error) {
    await owned.close();
    throw classifyBrowserFailure(error, 'starting');
  }
}

/** The process and everything that has to go with it. */
class OwnedBrowser {
  #browser: Browser | undefined;
  #crossOut: () => Promise<void> = async () => {};
  #closing: Promise<void> | undefined;

  constructor(
    private readonly process: BrowserProcess,
    readonly profileDir: string,
  ) {}

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get alive(): boolean {
    return this.#closing === undefined && this.#browser?.connected === true && isAlive(this.pid);
  }

  /** Tells whoever watches, before anything can hang. */
  async announce({ onSpawn, cacheDir }: LaunchOptions): Promise<void> {
    const { pid } = this.process;
    if (pid === undefined) return;
    onSpawn?.(pid);
    if (cacheDir !== undefined) this.#crossOut = await announceProcess(cacheDir, pid, this.profileDir);
  }

  async connect(signal: AbortSignal | undefined): Promise<Browser> {
    this.#browser = await this.process.connect(signal);
    return this.#browser;
  }

  /** What `work` resolves to, unless the caller gives up or a browser that hangs has had its time. */
  async orEnd<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const done = new AbortController();
    const late = sleep(PROBES_TIMEOUT_MS, undefined, {
      signal: signal === undefined ? done.signal : AbortSignal.any([done.signal, signal]),
    }).then(() => {
      const message = `The browser did not answer the first questions within ${PROBES_TIMEOUT_MS / 1000} s.`;
      throw new RenderError('BROWSER_LAUNCH_FAILED', message, { timeoutMs: PROBES_TIMEOUT_MS });
    });
    for (const promise of [work, late]) promise.catch(() => undefined);
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      throwIfAborted(signal);
      throw error;
    } finally {
      done.abort();
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    if (this.#browser !== undefined) {
      const politely = this.#browser.close().catch(() => undefined);
      await Promise.race([Promise.all([politely, this.process.exited]), sleep(CLOSE_TIMEOUT_MS)]);
    }
    this.process.kill();
    await Promise.race([this.process.exited, sleep(CLOSE_TIMEOUT_MS)]);
    await removeFolder(this.profileDir);
    await this.#crossOut();
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
  const blank = await openBlank(control);
  const webgl = await probeWebgl(blank.cdp);
  if (gl === 'software') assertSoftwareGl(webgl);
  const supportsBeginFrame = blank.beginFrame && (await probeBeginFrame(blank.cdp, ticks));
  await blank.close();
  return { version: await browser.version(), webgl, supportsBeginFrame, control, ticks };
}

/** An empty page for both probes, as each page costs a process: framed by us where the browser lets us. */
async function openBlank(control: CDPSession): Promise<PageTarget & { readonly beginFrame: boolean }> {
  const size = { widthPx: 64, heightPx: 64 };
  const framed = await attachPage(control, { ...size, beginFrame: true }).catch(() => null);
  if (framed !== null) return { ...framed, beginFrame: true };
  return { ...(await attachPage(control, { ...size, beginFrame: false })), beginFrame: false };
}

function toSession(
  owned: OwnedBrowser,
  browser: Browser,
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
    openPage: (options) =>
      openCompositionPage(facts.control, facts.ticks, browser, owned.profileDir, options),
    rssBytes: () => treeRssBytes(owned.pid),
    close: () => owned.close(),
  };
}

async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(() => undefined);
}

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { requireBrowser } from '#src/browser/index.js';
import {
  buildInitScript,
  type FramelanePageApi,
  type PageDescription,
  type PageRuntimeConfig,
  type ReadinessReport,
  type SeekReport,
} from '#src/page/index.js';
import { cacheDirOf } from '#src/process/index.js';

/** Files of a page: path to text or bytes. `index.html` is opened. */
export type SiteFiles = Readonly<Record<string, string | Buffer>>;

/** A page that runs our code and waits to be told what to do. */
export interface OpenedPage {
  readonly page: Page;
  readiness(): Promise<ReadinessReport>;
  /** Polls until ready or until the page reports an error. */
  ready(timeoutMs?: number): Promise<ReadinessReport>;
  describe(): Promise<PageDescription>;
  seek(frameIndex: number): Promise<SeekReport>;
  /** Seeks each frame and evaluates an expression after each. */
  track<T>(frames: readonly number[], expression: string): Promise<T[]>;
  close(): Promise<void>;
}

export const TEST_CONFIG: PageRuntimeConfig = {
  fps: { num: 10, den: 1 },
  seed: 7,
  epochMs: Date.UTC(2024, 0, 1),
  variables: {},
  durationSec: null,
};

/** One browser and one server for a test file. */
export class PageHarness {
  #browser: Browser | undefined;
  #server: Server | undefined;
  #profileDir = '';
  readonly #sites = new Map<string, SiteFiles>();
  #siteCount = 0;

  async start(): Promise<void> {
    this.#profileDir = await mkdtemp(join(tmpdir(), 'framelane-page-'));
    const { env } = process;
    const { path } = await requireBrowser({ browserPath: undefined, env, cacheDir: cacheDirOf(env) });
    this.#browser = await puppeteer.launch({
      executablePath: path,
      headless: 'shell',
      userDataDir: this.#profileDir,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const [, site = '', ...path] = decodeURIComponent(pathname).split('/');
      const body = this.#sites.get(site)?.[path.join('/')];
      const delayMs = Number(
        new URL(request.url ?? '/', 'http://localhost').searchParams.get('delayMs') ?? 0,
      );
      setTimeout(() => {
        response.writeHead(body === undefined ? 404 : 200, { 'content-type': mimeOf(pathname) });
        response.end(body ?? 'not found');
      }, delayMs);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    this.#server?.closeAllConnections();
    this.#server?.close();
    await rm(this.#profileDir, { recursive: true, force: true });
  }

  /** Serves a body (or whole files) and opens it with the runtime; resolves when the document has loaded. */
  async open(site: string | SiteFiles, config: Partial<PageRuntimeConfig> = {}): Promise<OpenedPage> {
    const files = typeof site === 'string' ? { 'index.html': toDocument(site) } : site;
    const name = `site${this.#siteCount++}`;
    this.#sites.set(name, files);
    if (this.#browser === undefined || this.#server === undefined) throw new Error('start() comes first');
    const { port } = this.#server.address() as AddressInfo;
    const page = await this.#browser.newPage();
    await page.setViewport({ width: 320, height: 240 });
    const siteUrl = `http://127.0.0.1:${port}/${name}/`;
    // Where the site is served is known only here.
    const media = config.media && { ...config.media, baseUrl: siteUrl };
    await page.evaluateOnNewDocument(buildInitScript({ ...TEST_CONFIG, ...config, ...(media && { media }) }));
    await page.goto(`${siteUrl}index.html`, { waitUntil: 'domcontentloaded' });
    return wrap(page);
  }

  /** The same page opened anew for each list of frames: what the last frame of each list shows. */
  async lastOfEach<T>(site: string | SiteFiles, lists: readonly (readonly number[])[], expression: string) {
    const results: T[] = [];
    for (const frames of lists) {
      const opened = await this.open(site);
      await opened.ready();
      const states = await opened.track<T>(frames, expression);
      const last = states.at(-1);
      if (last !== undefined) results.push(last);
      await opened.close();
    }
    return results;
  }
}

function wrap(page: Page): OpenedPage {
  const readiness = () => page.evaluate(() => __framelane.readiness());
  return {
    page,
    readiness,
    async ready(timeoutMs = 5000) {
      const endMs = Date.now() + timeoutMs;
      for (;;) {
        const report = await readiness();
        if (report.ready || report.errors.length > 0 || Date.now() > endMs) return report;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    describe: () => page.evaluate(() => __framelane.describe()),
    seek: (frameIndex) => page.evaluate((index) => __framelane.seek(index), frameIndex),
    async track<T>(frames: readonly number[], expression: string): Promise<T[]> {
      const states: T[] = [];
      for (const frame of frames) {
        await page.evaluate((index) => __framelane.seek(index), frame);
        states.push((await page.evaluate(expression)) as T);
      }
      return states;
    },
    close: () => page.close(),
  };
}

/** There only inside the page, in the functions that are evaluated there. */
declare const __framelane: FramelanePageApi;

function toDocument(body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><style>body{margin:0}</style></head><body>${body}</body></html>`;
}

function mimeOf(path: string): string {
  if (path.endsWith('.html')) return 'text/html; charset=utf-8';
  if (path.endsWith('.js')) return 'text/javascript';
  if (path.endsWith('.css')) return 'text/css';
  if (path.endsWith('.svg')) return 'image/svg+xml';
  if (path.endsWith('.json')) return 'application/json';
  return 'application/octet-stream';
}

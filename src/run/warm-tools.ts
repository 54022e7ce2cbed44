import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserSession, launchBrowser } from '../browser/index.js';
import { getDefaults, type ResolvedRenderConfig, type ToolPaths } from '../contract/index.js';
import { type Environment, TEMPORARY_PREFIX } from '../process/index.js';
import { locateBrowser } from '../tools/index.js';
import { WarmPool } from './warm-pool.js';

/**
 * Browsers that stay open from one run to the next: one that plans, and those of the pool. Runs use them one after the
 * other.
 */
export class WarmTools {
  readonly pool: WarmPool;
  readonly #tools: ToolPaths;
  readonly #env: Environment;
  readonly #workDir = mkdtempSync(join(tmpdir(), TEMPORARY_PREFIX));
  #planner: BrowserSession | null = null;

  constructor(tools: ToolPaths, env: Environment) {
    this.#tools = tools;
    this.#env = env;
    this.pool = new WarmPool({ tools, env, workDir: this.#workDir });
  }

  /** A browser to measure pages with; a new one when the last one has died. */
  async planner(gl: ResolvedRenderConfig['gl'], signal: AbortSignal): Promise<BrowserSession> {
    if (this.#planner?.alive === true) return this.#planner;
    await this.#planner?.close();
    const browserPath = await locateBrowser(this.#tools, this.#env);
    const { fallbackWidthPx: widthPx, fallbackHeightPx: heightPx } = getDefaults();
    this.#planner = await launchBrowser({ browserPath, widthPx, heightPx, gl, signal });
    return this.#planner;
  }

  /** Ends every browser. Never throws. */
  async close(): Promise<void> {
    await Promise.all([this.#planner?.close().catch(() => undefined), this.pool.close()]);
    this.#planner = null;
    await rm(this.#workDir, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }

  /** Kills the pool's browsers at once: for the end of our own process. */
  killAll(): void {
    this.pool.killAll();
  }
}

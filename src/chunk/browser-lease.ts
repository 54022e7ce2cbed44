import { type BrowserSession, launchBrowser } from '../browser/index.js';
import { cacheDirOf } from '../process/index.js';
import type { BrowserKind, ChunkRendererOptions } from './types.js';

interface LaunchKey extends BrowserKind {
  readonly browserPath: string;
}

/** Keeps one browser warm: started at the first need, again after it has died or when another kind is needed. */
export class BrowserLease {
  #session: BrowserSession | null = null;
  #key: LaunchKey | null = null;
  /** Ends when nobody takes or drops: two who ask at the same time must not start two browsers. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ChunkRendererOptions) {}

  /** The running browser of this kind. @throws what `launchBrowser` throws. */
  take(kind: BrowserKind, browserPath: string, signal: AbortSignal): Promise<BrowserSession> {
    return this.#inTurn(() => this.#take({ browserPath, ...kind }, signal));
  }

  /** Ends the browser, if there is one. Never throws. */
  drop(): Promise<void> {
    return this.#inTurn(() => this.#drop());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #take(key: LaunchKey, signal: AbortSignal): Promise<BrowserSession> {
    if (this.#session?.alive === true && isSame(this.#key, key)) return this.#session;
    await this.#drop();
    const endTurn = await this.options.takeLaunchTurn?.();
    try {
      this.#session = await this.#launch(key, signal);
      this.#key = key;
    } finally {
      endTurn?.();
    }
    const { pid, version, command, webgl } = this.#session;
    this.options.onBrowserReady?.({
      browserPid: pid,
      browserVersion: version,
      browserCommand: command,
      webgl,
    });
    return this.#session;
  }

  async #drop(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    await session.close();
    this.options.onGone?.(session.pid);
  }

  #launch(key: LaunchKey, signal: AbortSignal): Promise<BrowserSession> {
    const { env = process.env, workDir, logger, onSpawn } = this.options;
    return launchBrowser({
      ...key,
      signal,
      cacheDir: cacheDirOf(env),
      ...(workDir === undefined ? {} : { workDir }),
      ...(logger === undefined ? {} : { logger }),
      ...(onSpawn === undefined ? {} : { onSpawn: (pid) => onSpawn(pid, 'browser') }),
    });
  }
}

function isSame(a: LaunchKey | null, b: LaunchKey): boolean {
  return (
    a !== null &&
    a.browserPath === b.browserPath &&
    a.widthPx === b.widthPx &&
    a.heightPx === b.heightPx &&
    a.gl === b.gl
  );
}

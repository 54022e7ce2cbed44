import type { RunSnapshot } from '../contract/index.js';

/** Windows get at most this many snapshots of a run per second. */
const SNAPSHOTS_PER_SEC = 10;

/**
 * Hands whole snapshots to the windows that watch a run: the newest at once when a window starts to watch, then
 * coalesced. What comes between two is dropped; a snapshot holds everything.
 */
export class SnapshotFeed {
  readonly #watchers = new Map<string, Set<number>>();
  readonly #waiting = new Map<string, { snapshot: RunSnapshot; timer: NodeJS.Timeout }>();

  constructor(private readonly send: (windowIds: ReadonlySet<number>, snapshot: RunSnapshot) => void) {}

  watch(runId: string, windowId: number, snapshot: RunSnapshot): void {
    const windowIds = this.#watchers.get(runId) ?? new Set();
    this.#watchers.set(runId, windowIds.add(windowId));
    this.send(new Set([windowId]), snapshot);
  }

  unwatch(runId: string, windowId: number): void {
    this.#watchers.get(runId)?.delete(windowId);
  }

  forgetWindow(windowId: number): void {
    for (const windowIds of this.#watchers.values()) windowIds.delete(windowId);
  }

  /** A run has changed. The end of a run is sent at once. */
  offer(snapshot: RunSnapshot): void {
    const { runId } = snapshot;
    const waiting = this.#waiting.get(runId);
    if (waiting !== undefined) waiting.snapshot = snapshot;
    else {
      const timer = setTimeout(() => this.#flush(runId), 1000 / SNAPSHOTS_PER_SEC);
      this.#waiting.set(runId, { snapshot, timer });
    }
    if (snapshot.endedAtMs !== null) this.#flush(runId);
  }

  close(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #flush(runId: string): void {
    const waiting = this.#waiting.get(runId);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(runId);
    const windowIds = this.#watchers.get(runId);
    if (windowIds !== undefined && windowIds.size > 0) this.send(windowIds, waiting.snapshot);
  }
}

import type { RunSnapshot } from '../contract/index.js';
import { readEventLog } from './event-log.js';
import { isRunFolderInUse } from './lock-run-folder.js';
import { markInterrupted, reduceSnapshot } from './reduce-snapshot.js';
import { runFolder } from './run-folder.js';

/**
 * A run as its log tells it; null for a folder without one. A run without a final event whose process is gone is
 * `interrupted`.
 * @throws STORE_CORRUPT when the log cannot be read.
 */
export async function readRunSnapshot(runDir: string): Promise<RunSnapshot | null> {
  let snapshot: RunSnapshot | null = null;
  for (const event of await readEventLog(runDir)) snapshot = reduceSnapshot(snapshot, event);
  if (snapshot === null || snapshot.endedAtMs !== null) return snapshot;
  return (await isRunFolderInUse(runFolder(runDir))) ? snapshot : markInterrupted(snapshot);
}

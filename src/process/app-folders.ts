import { join } from 'node:path';
import envPaths from 'env-paths';

/** The environment as it is passed around: read at the edges, never written. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The folder for what can be made again: browsers that were installed, digests, the list of running tools. */
export function cacheDirOf(env: Environment): string {
  return env.FRAMELANE_CACHE_DIR || envPaths('framelane', { suffix: '' }).cache;
}

/** Where run folders are made when no other place was named: they cannot be made again, so they are no cache. */
export function runsRootOf(env: Environment): string {
  return env.FRAMELANE_RUNS_DIR || join(envPaths('framelane', { suffix: '' }).data, 'runs');
}

/** Where settings and recent projects are kept. */
export function dataDirOf(env: Environment): string {
  return env.FRAMELANE_DATA_DIR || envPaths('framelane', { suffix: '' }).data;
}

import envPaths from 'env-paths';

/** The environment as it is passed around: read at the edges, never written. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The folder for what can be made again: browsers that were installed, digests, the list of running tools. */
export function cacheDirOf(env: Environment): string {
  return env.FRAMELANE_CACHE_DIR || envPaths('framelane', { suffix: '' }).cache;
}

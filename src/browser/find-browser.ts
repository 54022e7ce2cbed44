import { execa } from 'execa';
import type { FoundTool } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { Environment } from '../process/index.js';
import { listInstalledBrowsers } from './browser-candidates.js';

/** Where to look for a browser. */
export interface FindBrowserOptions {
  /** A path that was set: it is taken, or refused by name; nothing else is tried instead. */
  readonly browserPath?: string | undefined;
  readonly env: Environment;
  readonly cacheDir: string;
}

/** A browser that cannot say its version within this time does not run. */
const TRIAL_TIMEOUT_MS = 15_000;

/**
 * Finds a headless browser: the setting, `FRAMELANE_BROWSER_PATH`, what `framelane setup` installed, a headless shell of the
 * system, any other Chrome. What is found has answered `--version`.
 * @returns null when there is none.
 * @throws BROWSER_NOT_FOUND when a path that was set does not run.
 */
export async function findBrowser({
  browserPath,
  env,
  cacheDir,
}: FindBrowserOptions): Promise<FoundTool | null> {
  const set = browserPath ?? env.FRAMELANE_BROWSER_PATH;
  if (set !== undefined && set !== '') {
    const origin = browserPath === undefined ? 'FRAMELANE_BROWSER_PATH' : 'the setting browserPath';
    const problem = await tryBrowser(set);
    if (problem === null)
      return {
        path: set,
        source: browserPath === undefined ? 'environment' : 'setting',
        why: `from ${origin}`,
      };
    const fix = `Correct ${origin}, or unset it and run "framelane setup".`;
    throw new RenderError(
      'BROWSER_NOT_FOUND',
      `${origin} names ${set}, which does not run: ${problem}. ${fix}`,
      { path: set, fix },
    );
  }
  for (const candidate of await listInstalledBrowsers(env, cacheDir)) {
    if ((await tryBrowser(candidate.path)) === null) return candidate;
  }
  return null;
}

/**
 * Finds a browser or says how to get one.
 * @throws BROWSER_NOT_FOUND
 */
export async function requireBrowser(options: FindBrowserOptions): Promise<FoundTool> {
  const found = await findBrowser(options);
  if (found !== null) return found;
  throw browserNotFound([]);
}

/** The error for a machine without a browser. @param tried what was attempted, one line each. */
export function browserNotFound(tried: readonly string[]): RenderError {
  const fix =
    process.platform === 'linux'
      ? 'Run "framelane setup" with a network, or on Debian "apt-get install chromium-headless-shell", or set FRAMELANE_BROWSER_PATH.'
      : 'Run "framelane setup" with a network, or set FRAMELANE_BROWSER_PATH to a chrome-headless-shell.';
  const attempts = tried.length === 0 ? '' : ` Tried: ${tried.join('; ')}.`;
  return new RenderError(
    'BROWSER_NOT_FOUND',
    `There is no headless browser on this machine.${attempts} ${fix}`,
    { fix, tried },
  );
}

/** Starts a browser for its version; null when it answered, else why it did not. */
export async function tryBrowser(path: string): Promise<string | null> {
  const result = await execa(path, ['--version'], {
    reject: false,
    timeout: TRIAL_TIMEOUT_MS,
    stdin: 'ignore',
    windowsHide: true,
  });
  if (!result.failed && /\d+\.\d+/.test(result.stdout)) return null;
  return (
    (
      result.stderr ||
      (result.code === 'ENOENT' ? 'there is no such file' : (result.shortMessage ?? 'no version'))
    )
      .trim()
      .split('\n')[0] ?? ''
  );
}
